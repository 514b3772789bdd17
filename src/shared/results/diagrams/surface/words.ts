import type { Cell, SurfaceDiagram, TableBlock } from '../../blocks'
import { formatCount, formatShort } from '../../format'
import type { SurfaceScene } from './scene'
import { cleanLabel } from '../../charts/labels'

/** A surface in words: over what it lies, where it is lowest and highest, and what goes over it. */
export function surfaceSentence({ x, y, z, xs, ys, values, paths = [] }: SurfaceDiagram): string {
  const known = values.flatMap((line, i) =>
    line.flatMap((v, j) =>
      v !== null && Number.isFinite(v) ? [{ v, at: `${formatShort(xs[j])}, ${formatShort(ys[i])}` }] : [],
    ),
  )
  if (known.length === 0) return 'No data.'
  const low = known.reduce((a, b) => (b.v < a.v ? b : a))
  const high = known.reduce((a, b) => (b.v > a.v ? b : a))
  const ways = paths.map(p => `${cleanLabel(p.name)} in ${formatCount(p.points.length, 'step')}`)
  return [
    `${named(z.label, 'Height')} over ${named(x.label, 'x')} from ${formatShort(xs[0])} to ${formatShort(xs.at(-1)!)} and ${named(y.label, 'y')} from ${formatShort(ys[0])} to ${formatShort(ys.at(-1)!)}.`,
    `Lowest ${formatShort(low.v)} at ${low.at}, highest ${formatShort(high.v)} at ${high.at}.`,
    ways.length > 0 && `Over it ${ways.join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** A point in words: "x 2, y −1.5: height 3.2", on a way with its name before. */
export function pointWords({ x, y, z }: SurfaceDiagram, point: SurfaceScene['points'][number]): string {
  const [u, v, w] = point.of
  const place = `${named(x.label, 'x')} ${formatShort(u)}, ${named(y.label, 'y')} ${formatShort(v)}`
  const height = w === null ? '' : `: ${named(z.label, 'z')} ${formatShort(w)}`
  return `${point.way === undefined ? '' : `${cleanLabel(point.way)}, `}${place}${height}`
}

/** A surface as a table: a line for each point of its grid, then the steps of its ways. */
export function surfaceTable({
  x,
  y,
  z,
  xs,
  ys,
  values,
  paths = [],
}: SurfaceDiagram): Pick<TableBlock, 'columns' | 'rows'> {
  const name = named(z.label, 'surface')
  return {
    columns: ['of', named(x.label, 'x'), named(y.label, 'y'), named(z.label, 'z')].map(label => ({ name: label })),
    rows: [
      ...ys.flatMap((v, i) => xs.map((u, j): Cell[] => [name, u, v, values[i]?.[j] ?? null])),
      ...paths.flatMap(p => p.points.map(([u, v, w]): Cell[] => [p.name, u, v, w ?? null])),
    ],
  }
}

const named = (label: string, otherwise: string): string => cleanLabel(label) || otherwise
