import { describe, expect, it } from 'vitest'
import { columnOf } from '../testing/frames'
import { nodeSpecs } from '../nodes/registry'
import { doubtOf } from './doubts'
import { classTarget, numberTarget } from './target'

const spec = (type: string) => nodeSpecs.get(type)!

async function asked(type: string, task: 'classification' | 'regression', values: readonly number[], kind?: 'integer') {
  const column = { ...columnOf('y', values), ...(kind && { kind }) }
  const { target } = await (task === 'classification' ? classTarget : numberTarget)(column, undefined)
  return doubtOf(column, target, spec(type))
}
const range = (n: number, of: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => of(i))

describe('a classifier', () => {
  it('asks about amounts, with the regression as its fix', async () => {
    expect(
      await asked(
        'model.logisticRegression',
        'classification',
        range(45, i => 10 + i / 7),
      ),
    ).toEqual({
      text: 'y holds 45 different numbers in 45 training rows, and each became a class of its own. If they are amounts, use a regression.',
      fix: { replace: 'model.linearRegression' },
    })
    expect(
      await asked(
        'model.knn',
        'classification',
        range(90, i => i % 45),
        'integer',
      ),
    ).toMatchObject({
      fix: { set: { parameter: 'task', value: 'regression' } },
    })
  })

  it('takes codes as they come', async () => {
    for (const values of [range(200, i => i % 10), range(520, i => i % 26), range(40, i => (i % 2) / 2)])
      expect(await asked('model.logisticRegression', 'classification', values)).toBeUndefined()
  })
})

describe('a regression', () => {
  it('asks about few whole numbers', async () => {
    const found = await asked(
      'model.linearRegression',
      'regression',
      range(60, i => i % 3),
    )
    expect(found?.text).toContain('y holds 3 whole numbers only (0, 1, 2)')
    expect(found?.fix).toEqual({ replace: 'model.logisticRegression' })
  })

  it('takes amounts, counts and short tables as they come', async () => {
    for (const values of [range(60, i => i / 3), range(60, i => i), range(12, i => i % 3), range(60, () => 4)])
      expect(await asked('model.linearRegression', 'regression', values)).toBeUndefined()
  })
})
