import type { Axis, Block } from '../../../shared/results/blocks'
import { formatNumber, formatTick } from '../../../shared/results/format'
import type { Metric } from '../blocks/metric'

/** The live blocks as they stood at a moment: of each the newest that had come by then, in the order they first came. */
export function blocksAt(frames: readonly Block[], moment: number): Block[] {
  const found = new Map<string, Block>()
  for (const block of frames.slice(0, moment + 1)) found.set(block.id, block)
  return [...found.values()]
}

/** A moment in words: the iteration its curve had reached, else its number. */
export function momentLabel(frames: readonly Block[], moment: number): { name: string; value: string } {
  for (const block of blocksAt(frames, moment)) {
    if (block.kind !== 'chart' || block.chart.type !== 'line') continue
    const last = Math.max(...block.chart.series.map(s => s.points.at(-1)?.[0] ?? -Infinity))
    if (Number.isFinite(last))
      return { name: block.chart.x.label.toLowerCase() || 'step', value: formatNumber(last, 'integer') }
  }
  return { name: 'frame', value: `${moment + 1} of ${frames.length}` }
}

/** What the curves and strips say at a moment, as figures. */
export function figuresOf(blocks: readonly Block[]): Metric[] {
  const told = new Set<string>()
  return blocks.flatMap((block): Metric[] => {
    if (block.kind === 'metrics') return block.items
    if (block.kind !== 'chart' || block.chart.type !== 'line') return []
    const { chart } = block
    const [first] = chart.series
    const reached = first?.points.at(-1)?.[0]
    const figures = chart.series.slice(0, 6).map((s): Metric => ({
      label: chart.series.length > 1 || s.partition ? `${chart.y.label}, ${s.name}` : chart.y.label,
      value: s.points.findLast(p => p[1] !== null)?.[1] ?? null,
      format: 'significant',
    }))
    // Curves of one training share their steps.
    if (reached === undefined || told.has(chart.x.label)) return figures
    told.add(chart.x.label)
    return [{ label: chart.x.label, value: formatTick(reached) }, ...figures]
  })
}

/** A chart of an earlier moment over the axes of the last, so that scrubbing moves the marks and not the axes. */
export function steady(block: Block, last: Block | undefined): Block {
  if (block.kind !== 'chart' || last?.kind !== 'chart' || block === last) return block
  const [now, then] = [block.chart, last.chart]
  if ((now.type !== 'line' && now.type !== 'scatter') || then.type !== now.type) return block
  const all = [
    ...then.series.flatMap(s => s.points),
    ...(then.type === 'scatter' ? (then.lines ?? []).flatMap(l => l.points) : []),
  ]
  return { ...block, chart: { ...now, x: spanned(then.x, all, 0), y: spanned(then.y, all, 1) } }
}

function spanned(axis: Axis, points: readonly (readonly [number, number | null])[], at: 0 | 1): Axis {
  let [low, high] = [Infinity, -Infinity]
  for (const point of points) {
    const v = point[at]
    if (v !== null && Number.isFinite(v)) [low, high] = [Math.min(low, v), Math.max(high, v)]
  }
  if (!(low < high)) return axis
  const room = axis.scale === 'log' ? 0 : (high - low) * 0.04
  const step = 10 ** Math.floor(Math.log10(high - low) - 1)
  // Room on the far side of zero would begin iterations at −3,000, and let a loss fall below nothing.
  const floor = low >= 0 ? 0 : -Infinity
  const ceiling = high <= 0 ? 0 : Infinity
  const down = axis.scale === 'log' ? low : Math.max(floor, Math.floor((low - room) / step) * step)
  const up = axis.scale === 'log' ? high : Math.min(ceiling, Math.ceil((high + room) / step) * step)
  return { ...axis, min: axis.min ?? Number(down.toPrecision(6)), max: axis.max ?? Number(up.toPrecision(6)) }
}

/** Milliseconds from frame to frame when played: all of it within about 12 s, and no faster than an eye follows. */
export const playInterval = (frames: number): number => Math.min(250, Math.max(40, 12_000 / Math.max(1, frames)))

/** Places of the ticks along the slider, in percent: at most 25, evenly through the frames. */
export function ticksOf(frames: number): number[] {
  if (frames < 3) return []
  const every = Math.ceil((frames - 1) / 25)
  const ticks: number[] = []
  for (let i = every; i < frames - 1; i += every) ticks.push((100 * i) / (frames - 1))
  return ticks
}
