import { describe, expect, it } from 'vitest'
import { testDevice } from '../testing/device'
import { frameOf, testNumbers } from '../testing/frames'
import { runType } from '../testing/run'

const device = await testDevice()
const n = 30
const noise = testNumbers(n, 4)
const numbers = frameOf(
  {
    sex: Array.from({ length: n }, (_, i) => ['f', 'm', 'x'][i % 3]),
    x: [...testNumbers(n, 2)],
    y: Array.from({ length: n }, (_, i) => (i % 3) + noise[i] + 0.01 * i),
  },
  { roles: { y: 'target' } },
)
const encoded = async (params = {}) => (await runType(device, 'prep.encode', numbers, params)).frame!
const whole = /all categories of sex add up to the intercept.*drop = first in prep\.encode/

describe('all categories beside an intercept', () => {
  it('are told with the setting that gives standard errors back', async () => {
    const before = await runType(device, 'model.linearRegression', await encoded())
    expect(before.warnings.join()).toMatch(whole)
    expect(before.summary['standardErrors']).toBeNull()
    const after = await runType(device, 'model.linearRegression', await encoded({ drop: 'first' }))
    expect(after.warnings.join()).not.toMatch(whole)
    expect(after.summary['standardErrors']).toHaveLength(4)
    expect(after.summary['rSquared']).toBeCloseTo(before.summary['rSquared'] as number, 9)
  })

  it('are no fault without an intercept, or with a penalty', async () => {
    for (const params of [{ fitIntercept: false }, { penalty: 'l2' }])
      expect((await runType(device, 'model.linearRegression', await encoded(), params)).warnings.join()).not.toMatch(
        whole,
      )
  })
})
