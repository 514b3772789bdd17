import { LatheError } from '../../../../shared/errors'
import { formatCount } from '../../../../shared/results/format'
import { type Column, columnNamed, type Frame } from '../../../frame/frame'
import { histogramCounts, histogramEdges } from '../../../statistics/histogram'
import { scaleOf } from './axis'
import { blockOf, type Drawn, type Params } from './drawn'
import { classNames, type Group, groupsOf, labelsOf, numberColumn } from './groups'

const withClass = (group: Group): { name: string; class?: number } => ({
  name: group.name,
  ...(group.class !== undefined && { class: group.class }),
})

/** A bar for every category of x: its rows, or the mean or sum of y over them. */
export async function drawBars(frames: readonly Frame[], params: Params): Promise<Drawn> {
  const x = barColumn(frames[0], params.x)
  const columns = frames.map(f => columnNamed(f, x.name))
  const categories = await classNames(columns)
  const place = new Map(categories.map((name, i) => [name, i]))
  const labels = await Promise.all(columns.map(labelsOf))
  const y = params.aggregate === 'count' ? undefined : numberColumn(frames[0], params.y, 'y', [x.name])
  const values = y && (await Promise.all(frames.map(f => numberColumn(f, y.name, 'y').cells.numbers())))
  let shown = 0
  const series = (await groupsOf(frames, params.colour)).map(group => {
    const { names, codes } = labels[group.frame]
    const sums = new Float64Array(categories.length)
    const counts = new Float64Array(categories.length)
    for (const row of group.rows) {
      const value = values ? values[group.frame][row] : 1
      if (codes[row] < 0 || !Number.isFinite(value)) continue
      const bar = place.get(names[codes[row]])!
      sums[bar] += value
      counts[bar]++
      shown++
    }
    const amount = (bar: number): number | null => {
      if (params.aggregate === 'count') return counts[bar]
      if (counts[bar] === 0) return null
      const value = params.aggregate === 'mean' ? sums[bar] / counts[bar] : sums[bar]
      return Number.isFinite(value) ? value : null
    }
    return { ...withClass(group), values: categories.map((_, bar) => amount(bar)) }
  })
  const what = y ? `${params.aggregate === 'mean' ? 'Mean' : 'Sum'} of ${y.name}` : 'Rows'
  const rows = frames.reduce((n, f) => n + f.rows, 0)
  const caption = [
    shown < rows && `${formatCount(rows - shown, 'row')} without ${y ? `${x.name} or ${y.name}` : x.name} left out.`,
  ]
  const chart = { type: 'bar' as const, category: { label: x.name }, value: { label: what }, categories, series }
  return { block: blockOf(`${what} by ${x.name}`, caption, chart), x: x.name, y: y?.name ?? null, shown }
}

/** How the rows are spread over x, in the same bins for all series. */
export async function drawHistogram(frames: readonly Frame[], params: Params): Promise<Drawn> {
  const x = numberColumn(frames[0], params.x, 'x')
  const raw = await Promise.all(frames.map(f => numberColumn(f, x.name, 'x').cells.numbers()))
  const { axis, place } = scaleOf(x, raw)
  const values = raw.map(part => part.map(place))
  const joined = Float64Array.from(values.flatMap(part => [...part]))
  const edges = params.bins === null ? histogramEdges(joined) : equalEdges(joined, params.bins)
  if (edges.length === 0)
    throw new LatheError({
      code: 'data',
      message: `${x.name} has no value to draw.`,
      remedy: { text: 'Choose another column.', fix: { set: { parameter: 'x' } } },
    })
  const series = (await groupsOf(frames, params.colour)).map(group => ({
    ...withClass(group),
    counts: histogramCounts(
      Float64Array.from(group.rows, row => values[group.frame][row]),
      edges,
    ),
  }))
  const shown = series.reduce((n, s) => n + s.counts.reduce((sum, count) => sum + count, 0), 0)
  const caption = [shown < joined.length && `${formatCount(joined.length - shown, 'row')} without ${x.name} left out.`]
  const chart = { type: 'histogram' as const, x: axis, y: { label: 'Rows' }, edges, series }
  return { block: blockOf(`Distribution of ${x.name}`, caption, chart), x: x.name, y: null, shown }
}

/** Edges of equal bins over the finite values; none without values. */
function equalEdges(values: Float64Array, bins: number): number[] {
  const [low, high] = [histogramEdges(values, 1)[0], histogramEdges(values, 1).at(-1)!]
  if (low === undefined) return []
  return Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * ((high - low) / bins)))
}

/** The column named, or the first category. */
function barColumn(frame: Frame, name: string | null): Column {
  if (name !== null) return columnNamed(frame, name)
  const column = frame.columns.find(c => c.cells.form === 'codes' || c.kind === 'boolean')
  if (column) return column
  throw new LatheError({
    code: 'data',
    message: 'There is no category to draw bars of.',
    remedy: { text: 'Name a column in x, or draw a histogram.', fix: { set: { parameter: 'x' } } },
  })
}
