import { describe, expect, it } from 'vitest'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { behind, penguinFrame, penguins } from '../../../testing/penguins'
import { testExample, workable } from '../../../testing/worked'

const device = await testDevice()
const scaled = await behind(device, penguinFrame(), 'prep.impute', 'prep.encode', 'prep.scale')
const [x, y, noise] = [testNumbers(90, 4), testNumbers(90, 5), testNumbers(90, 6)]
const answers = Array.from(noise, (v, i) => (v + x[i] > 0 ? 'yes' : 'no'))
const binary = frameOf({ x, y, t: answers }, { roles: { t: 'target' } })

testExample(device, 'model.logisticRegression', {
  'three classes': { frame: scaled },
  'two classes': { frame: binary },
})

it('a row that a model has wrong says for which class it was taken, and which it is of', async () => {
  const { ask } = await workable(device, 'model.logisticRegression', binary)
  const [{ row, about }] = (await ask()).suggested
  const [is, not] = answers[row] === 'yes' ? ['yes', 'no'] : ['no', 'yes']
  expect(about).toBe(`taken for ${not}, truly ${is}`)
})

describe('what if', () => {
  it('meets the model at the row itself, in the units of the table', async () => {
    const { ask } = await workable(device, 'model.logisticRegression', scaled)
    const { steps, whatIf } = await ask({ row: 198 })
    expect(whatIf!.columns).toContain('bill_length_mm')
    const varied = (await ask({ row: 198, vary: 'bill_length_mm' })).whatIf!
    expect(varied.column).toBe('bill_length_mm')
    expect(varied.at).toBeCloseTo(penguins['bill_length_mm'][198] as number, 8)
    expect([varied.xs[0], varied.xs.at(-1)!].map(x => Math.round(x))).toEqual([32, 60])
    for (const i of varied.xs.keys()) expect(varied.curves.reduce((sum, c) => sum + c.values[i], 0)).toBeCloseTo(1, 10)
    // Between the points around it the curve runs straight enough.
    const next = varied.xs.findIndex(x => x >= varied.at)
    const chance = steps[1].lines
    for (const [k, { values }] of varied.curves.entries()) {
      const [low, high] = [Math.min(values[next - 1], values[next]), Math.max(values[next - 1], values[next])]
      expect(chance[k].value).toBeGreaterThan(low - 0.01)
      expect(chance[k].value).toBeLessThan(high + 0.01)
    }
  })
})
