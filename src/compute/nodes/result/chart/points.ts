import type { Chart } from '../../../../shared/results/blocks'
import { formatCount, formatNumber } from '../../../../shared/results/format'
import type { Context } from '../../../engine/node'
import type { Frame } from '../../../frame/frame'
import { scaleOf } from './axis'
import { blockOf, type Drawn, type Params } from './drawn'
import { groupsOf, numberColumn } from './groups'

const mostPoints = 5000

/** Scatter and line: a point for every row that has both x and y, a seeded sample above 5,000. */
export async function drawPoints(context: Context, frames: readonly Frame[], params: Params): Promise<Drawn> {
  const x = numberColumn(frames[0], params.x, 'x')
  const y = numberColumn(frames[0], params.y, 'y', [x.name])
  const [xs, ys] = await Promise.all([
    Promise.all(frames.map(f => numberColumn(f, x.name, 'x').cells.numbers())),
    Promise.all(frames.map(f => numberColumn(f, y.name, 'y').cells.numbers())),
  ])
  const complete = (await groupsOf(frames, params.colour)).map(group => ({
    ...group,
    rows: group.rows.filter(row => Number.isFinite(xs[group.frame][row]) && Number.isFinite(ys[group.frame][row])),
  }))
  const total = complete.reduce((n, g) => n + g.rows.length, 0)
  const sampled = thinned(
    context,
    complete.map(g => g.rows),
  )
  const shown = sampled.reduce((n, rows) => n + rows.length, 0)
  const [across, upwards] = [scaleOf(x, xs), scaleOf(y, ys)]
  const series = complete.flatMap((group, i) => {
    const points = Array.from(sampled[i], (row): [number, number] => [
      across.place(xs[group.frame][row]),
      upwards.place(ys[group.frame][row]),
    ])
    if (points.length === 0) return []
    return [{ name: group.name, ...(group.class !== undefined && { class: group.class }), points }]
  })
  const line = params.kind === 'line'
  if (line) for (const { points } of series) points.sort(([a], [b]) => a - b)
  const common = { x: across.axis, y: upwards.axis, series }
  const chart: Chart = line ? { type: 'line', ...common } : { type: 'scatter', ...common }
  const rows = frames.reduce((n, f) => n + f.rows, 0)
  const caption = [
    total < rows && `${formatCount(rows - total, 'row')} without ${x.name} or ${y.name} left out.`,
    shown < total && `A seeded sample of ${formatNumber(shown, 'integer')} of ${formatNumber(total, 'integer')} rows.`,
  ]
  return { block: blockOf(`${y.name} against ${x.name}`, caption, chart), x: x.name, y: y.name, shown }
}

/** At most 5,000 of the rows of all groups together, drawn evenly with the seed. */
function thinned(context: Context, groups: readonly Uint32Array[]): Uint32Array[] {
  const total = groups.reduce((n, rows) => n + rows.length, 0)
  if (total <= mostPoints) return [...groups]
  const taken = context.random().choice(total, mostPoints).sort()
  let start = 0
  let at = 0
  return groups.map(rows => {
    const own: number[] = []
    for (; at < taken.length && taken[at] < start + rows.length; at++) own.push(rows[taken[at] - start])
    start += rows.length
    return Uint32Array.from(own)
  })
}
