import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../frame/frame'
import { columnOf, testNumbers } from '../../../testing/frames'
import { expectClose, judge, tableIn } from './judging.fixture'
import { classifiedFrame, predictedFrame } from './predicted.fixture'

const weights = [2, 0, 1, 3, 1, 2, 1, 4]
const weighed = (frame: Frame): Frame => ({
  ...frame,
  columns: [...frame.columns, { ...columnOf('w', weights), role: 'weight' }],
})
const repeat = <T>(values: readonly T[]): T[] => values.flatMap((v, i) => new Array<T>(weights[i]).fill(v))

describe('rows with weights', () => {
  it('count as often as their weight says, in every figure of values', async () => {
    const y = [3, 9, 4, 5, 7, 1, 2, 8]
    const said = [2, 1, 4.5, 6, 5, 1.5, 2, 7]
    const { models, blocks } = await judge(weighed(predictedFrame(y, said)))
    const { models: long } = await judge(predictedFrame(repeat(y), repeat(said)))
    const all = models['train']['all']
    const { adjustedR2: _, rows, intervals: _i, intervalMethods: _m, ...figures } = long['train']['all']
    expect([rows, all['rows']]).toEqual([14, 7])
    expectClose(all, figures as Record<string, number>, 1e-12)
    expect(all['intervals']).toEqual({})
    expect(blocks!.find(b => b.id === 'headline')!.caption).toContain('Rows are weighed by w')
  })

  it('and in every figure of classes', async () => {
    const truth = ['a', 'b', 'a', 'b', 'b', 'a', 'b', 'a']
    const a = [0.8, 0.7, 0.4, 0.3, 0.55, 0.9, 0.2, 0.6]
    const b = a.map(p => 1 - p)
    const { models, warnings } = await judge(weighed(classifiedFrame(truth, { a, b })), { positiveClass: 'b' })
    const { models: long } = await judge(classifiedFrame(repeat(truth), { a: repeat(a), b: repeat(b) }), {
      positiveClass: 'b',
    })
    const names = ['accuracy', 'recall', 'f1', 'rocAuc', 'prAuc', 'logLoss', 'brier', 'matthews', 'kappa']
    const wanted = Object.fromEntries(names.map(name => [name, long['train']['all'][name] as number]))
    expectClose(models['train']['all'], wanted, 1e-12)
    expect(models['train']['all']['confusion']).toMatchObject({
      counts: [
        [3, 1],
        [1, 2],
      ],
    })
    expect(warnings).toEqual([])
  })

  it('say of comparisons that these count every row once', async () => {
    const y = testNumbers(8, 1)
    const frames = [2, 3].map(seed => weighed(predictedFrame(y, testNumbers(8, seed), { node: `m${seed}` })))
    const { blocks } = await judge(frames)
    expect(tableIn(blocks, 'tests').caption).toContain('every row counts once, whatever its weight')
  })
})
