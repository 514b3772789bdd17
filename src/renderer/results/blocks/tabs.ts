import type { Block } from '../../../shared/results/blocks'
import { baseId } from './choice'

export interface ResultTab {
  id: string
  title: string
  blocks: readonly Block[]
  /** How many things wait there to be looked at. */
  count?: number
  /** How many of what gives a target away. */
  alarms?: number
}

/** Blocks of one family share a tab once a node has more of them than fit a row of tabs. */
const families: Readonly<Record<string, string>> = {
  table: 'Tables',
  text: 'Notes',
  line: 'Curves',
  scatter: 'Points',
  boundary: 'Boundaries',
  bar: 'Bars',
  histogram: 'Distributions',
  heatMap: 'Matrices',
  interval: 'Intervals',
  tree: 'Trees',
  dendrogram: 'Dendrograms',
  images: 'Pictures',
  graph: 'Graphs',
  surface: 'Surfaces',
}
const mostTabs = 5

/** The tabs behind the overview: one a block, or one a family of blocks where there are many. Metrics stand in the overview. */
export function tabsOf(blocks: readonly Block[]): ResultTab[] {
  const shown = blocks.filter(b => b.kind !== 'metrics')
  if (shown.length < 2) return []
  if (shown.length <= mostTabs) return shown.map(b => ({ id: baseId(b), title: titleOf(b), blocks: [b] }))
  const groups = new Map<string, Block[]>()
  for (const b of shown) {
    const family = b.kind === 'chart' ? b.chart.type : b.kind
    groups.set(family, [...(groups.get(family) ?? []), b])
  }
  return [...groups].map(([family, members]) => ({
    id: family,
    title: members.length === 1 ? titleOf(members[0]) : families[family],
    blocks: members,
  }))
}

/** A verdict's title is a sentence: no name for a tab. */
const titleOf = (b: Block): string => (isVerdict(b) ? 'Verdict' : b.title)

export const isVerdict = (b: Block): boolean => b.kind === 'text' && b.tone === 'verdict'

/** Tables whose lines stand for curves: with the verdict above them they come first. */
export const isComparison = (b: Block): boolean => b.kind === 'table' && b.lines !== undefined

/** The blocks of the overview in the order they are laid side by side: a verdict with its table, charts, other tables, text. */
export function overviewOf(blocks: readonly Block[]): Block[] {
  const rank = (b: Block): number =>
    isVerdict(b) ? 0 : isComparison(b) ? 1 : b.kind === 'chart' ? 2 : b.kind === 'table' ? 3 : 4
  return blocks.filter(b => b.kind !== 'metrics').sort((a, b) => rank(a) - rank(b))
}

/** How many blocks, from the first, fit side by side in `width` pixels; at least one. */
export function fitting(blocks: readonly Block[], width: number): number {
  let left = width
  let n = 0
  for (const block of blocks) {
    left -= blockWidth(block).least
    if (left < 0) break
    n++
  }
  return Math.max(1, n)
}

/** The least width at which a block reads, in pixels, and how much of the rest it takes. */
export function blockWidth(block: Block): { least: number; share: number } {
  switch (block.kind) {
    case 'table':
      return { least: Math.min(720, 48 + 96 * block.columns.length), share: isComparison(block) ? 2 : 1 }
    case 'text':
    case 'metrics':
      return { least: 280, share: 0.6 }
    case 'chart':
      return chartWidth(block.chart)
  }
}

function chartWidth(chart: Extract<Block, { kind: 'chart' }>['chart']): { least: number; share: number } {
  switch (chart.type) {
    case 'heatMap': {
      const columns = chart.x.categories.length
      return {
        least: Math.min(560, 140 + columns * (chart.scale === 'confusion' ? 66 : 44)),
        share: columns > 6 ? 1 : 0.01,
      }
    }
    case 'interval':
      return { least: 440, share: 1.4 }
    case 'boundary':
      return { least: 420, share: 1.3 }
    case 'tree':
      return { least: 560, share: 2 }
    case 'graph':
    case 'dendrogram':
      return { least: 480, share: 1.5 }
    default:
      return { least: 380, share: 1 }
  }
}

/** The least height at which a chart's names can be read; what is higher than its place scrolls. */
export function chartHeight(block: Block): number {
  if (block.kind !== 'chart') return 0
  const { chart } = block
  switch (chart.type) {
    case 'heatMap':
      return 36 + Math.min(60, chart.y.categories.length) * 16
    case 'interval':
      return 44 + Math.min(60, chart.categories.length) * Math.max(14, 6 * chart.series.length)
    case 'bar':
      return chart.horizontal ? 44 + Math.min(60, chart.categories.length) * 16 : 120
    case 'dendrogram':
    case 'surface':
      return 200
    default:
      return 120
  }
}
