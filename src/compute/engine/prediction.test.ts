import { describe, expect, it } from 'vitest'
import type { Task } from '../../shared/frame'
import { textsOf } from '../frame/contents'
import { columnNamed } from '../frame/frame'
import { frameOf } from '../testing/frames'
import type { Model } from './model'
import { joined, type Prediction, withPrediction } from './prediction'

const frame = frameOf({ x: [1, 2, 3], cluster: [7, 8, 9] })
const model = (task: Task): Model => ({
  type: 'model.any',
  version: 1,
  params: {},
  node: 'm',
  task,
  state: {},
  features: ['x'],
  columns: [{ name: 'x', kind: 'number' }],
  steps: [],
  inputs: [],
})
const f = (...values: number[]): Float64Array => Float64Array.from(values)

/** Of each kind one of three rows. */
const all: Record<Prediction['kind'], { task: Task; said: Prediction; columns: string[] }> = {
  values: { task: 'anomaly', said: { kind: 'values', values: f(1, 2, 3) }, columns: ['score'] },
  classes: {
    task: 'classification',
    said: { kind: 'classes', probabilities: [f(0.2, 0.5, 0.9), f(0.8, 0.5, 0.1)] },
    columns: ['prediction', 'probability:a', 'probability:b'],
  },
  clusters: {
    task: 'clustering',
    said: { kind: 'clusters', labels: Int32Array.of(0, 1, -1), memberships: [f(0.7, 0.1, 0), f(0.3, 0.9, 0)] },
    // The person's own column keeps its name.
    columns: ['cluster_2', 'membership:0', 'membership:1'],
  },
  columns: {
    task: 'decomposition',
    said: {
      kind: 'columns',
      columns: [
        { name: 'map1', values: f(1, 2, 3) },
        { name: 'x', values: f(4, 5, 6) },
      ],
    },
    columns: ['map1', 'x_2'],
  },
  features: {
    task: 'decomposition',
    said: { kind: 'features', columns: [{ name: 'component1', values: f(1, 2, 3) }] },
    columns: [],
  },
  lists: {
    task: 'recommendation',
    said: { kind: 'lists', lists: [['a', 'b'], [], ['c']] },
    columns: ['recommended'],
  },
  images: {
    task: 'segmentation',
    said: { kind: 'images', height: 1, width: 2, channels: 1, bytes: Uint8Array.of(1, 2, 3, 4, 5, 6) },
    columns: ['mask'],
  },
  series: {
    task: 'forecast',
    said: { kind: 'series', steps: 2, values: f(1, 2, 3, 4, 5, 6) },
    columns: ['prediction'],
  },
}

describe.each(Object.entries(all))('%s', (_, { task, said, columns }) => {
  it('stands in its columns, and the schema says the task', () => {
    const out = withPrediction(frame, { ...model(task), classes: ['a', 'b'] }, said)
    expect(out.columns.filter(c => c.role === 'prediction').map(c => c.name)).toEqual(columns)
    if (said.kind === 'features') return expect(out.columns.map(c => c.name)).toEqual(['component1'])
    expect(out.prediction).toMatchObject({ task, column: columns[0] })
    expect(columnNamed(out, 'x').role).toBe('feature')
  })

  it('is the same when it is said in parts', () => {
    const at = (rows: number[]): Prediction => {
      const take = <T extends Float64Array | Int32Array | Uint8Array>(v: T, width = 1): T =>
        v.filter((__, i) => rows.includes(Math.floor(i / width))) as T
      switch (said.kind) {
        case 'values':
          return { ...said, values: take(said.values) }
        case 'classes':
          return { ...said, probabilities: said.probabilities.map(p => take(p)) }
        case 'clusters':
          return { ...said, labels: take(said.labels), memberships: said.memberships!.map(p => take(p)) }
        case 'columns':
        case 'features':
          return { ...said, columns: said.columns.map(c => ({ ...c, values: take(c.values) })) }
        case 'lists':
          return { ...said, lists: rows.map(i => said.lists[i]) }
        case 'images':
          return { ...said, bytes: take(said.bytes, 2) }
        case 'series':
          return { ...said, values: take(said.values, 2) }
      }
    }
    const parts = [[1], [0, 2]].map(rows => [Uint32Array.from(rows), at(rows)] as const)
    expect(joined(3, parts)).toEqual(said)
  })
})

it('parts of different kinds are a fault of ours', () => {
  const parts = [
    [Uint32Array.of(0), all.values.said],
    [Uint32Array.of(1), all.classes.said],
  ] as const
  expect(() => joined(2, parts)).toThrow('one part is values and another classes')
})

it('a list is told as its names in order', async () => {
  const out = withPrediction(frame, model('recommendation'), all.lists.said)
  expect(await textsOf(columnNamed(out, 'recommended'))).toEqual(['a, b', '', 'c'])
})
