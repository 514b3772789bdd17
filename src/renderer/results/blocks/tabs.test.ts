import { describe, expect, it } from 'vitest'
import type { Block } from '../../../shared/results/blocks'
import { blockWidth, fitting, overviewOf, tabsOf } from './tabs'

const line = (id: string): Block => ({
  kind: 'chart',
  id,
  title: `Curve ${id}`,
  chart: { type: 'line', x: { label: '' }, y: { label: '' }, series: [] },
})
const table = (id: string, columns = 3): Block => ({
  kind: 'table',
  id,
  title: `Table ${id}`,
  columns: Array.from({ length: columns }, (_, i) => ({ name: `c${i}` })),
  rows: [],
})
const metrics: Block = { kind: 'metrics', id: 'm', title: 'Figures', items: [] }

describe('tabs of a node', () => {
  it('are one a block while they are few, and none for a single block', () => {
    expect(tabsOf([metrics, line('a')])).toEqual([])
    expect(tabsOf([metrics, line('a'), table('b')]).map(t => t.title)).toEqual(['Curve a', 'Table b'])
  })
  it('gather a family when there are many; a family of one keeps its title', () => {
    const many = [line('a'), table('b'), line('c'), line('d'), table('e'), line('f')]
    expect(tabsOf(many).map(t => [t.title, t.blocks.map(b => b.id).join('')])).toEqual([
      ['Curves', 'acdf'],
      ['Tables', 'be'],
    ])
    expect(tabsOf([...many.filter(b => b.id !== 'e'), line('g')]).map(t => t.title)).toEqual(['Curves', 'Table b'])
  })
})

describe('the overview', () => {
  it('puts charts first and leaves figures to the strip', () => {
    expect(overviewOf([metrics, table('b'), line('a')]).map(b => b.id)).toEqual(['a', 'b'])
  })
  it('holds as many blocks as fit, and always one', () => {
    const blocks = [line('a'), line('b'), line('c')]
    const { least } = blockWidth(blocks[0])
    expect([100, 2 * least, 3 * least - 1, 9999].map(w => fitting(blocks, w))).toEqual([1, 2, 2, 3])
  })
  it('gives wide tables more room than narrow ones, up to a bound', () => {
    const widths = [2, 5, 50].map(n => blockWidth(table('t', n)).least)
    expect(widths[0]).toBeLessThan(widths[1])
    expect(widths[2]).toBe(720)
  })
})
