import { describe, expect, it } from 'vitest'
import type { TableBlock } from '../../../shared/results/blocks'
import type { NodeResult } from '../../../shared/results/results'
import { timesOf, withTraining } from './learningTimes'

const block: TableBlock = {
  kind: 'table',
  id: 'comparison',
  title: 'Models side by side',
  columns: [{ name: 'Model' }, { name: 'Accuracy' }],
  rows: [
    ['A', 0.9],
    ['B', 0.8],
  ],
  intervals: [
    [null, [0.8, 1]],
    [null, null],
  ],
  lines: [
    { class: 0, node: 'a', folds: 10 },
    { class: 1, node: 'b' },
  ],
}

describe('times of training', () => {
  it('stand in a column of their own, with the folds', () => {
    const results: Record<string, Partial<NodeResult>> = { a: { milliseconds: 90 }, b: { milliseconds: 2000 }, c: {} }
    const times = timesOf([block], node => results[node] as NodeResult | undefined)
    expect(times).toEqual({ a: 90, b: 2000 })
    const made = withTraining(block, times) as TableBlock
    expect(made.columns.at(-1)!.name).toBe('Training')
    expect(made.rows.map(r => r.at(-1))).toEqual(['90 ms, 10 folds', '2.0 s'])
    expect(made.intervals!.map(line => line.length)).toEqual([3, 3])
  })

  it('are left out where none is known', () => {
    expect(timesOf([block], () => undefined)).toEqual({})
    expect(withTraining(block, {})).toBe(block)
    expect((withTraining(block, { b: 5 }) as TableBlock).rows[0].at(-1)).toBeNull()
    const { lines: _, ...plain } = block
    expect(withTraining(plain, { a: 1 })).toBe(plain)
  })
})
