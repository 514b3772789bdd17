import type { Cell, DendrogramDiagram, TableBlock } from '../../blocks'
import { cleanLabel } from '../../charts/labels'
import { formatCount, formatNumber, formatShort } from '../../format'
import { clustersAt, heightsOf, type Merges, mergesOf } from './merges'

/** "Cut at 15.5: 3 clusters. They hold from 12.4 to 18.6." */
export function cutWords(merges: Merges, count: number): string {
  const [from, to] = heightsOf(merges, count)
  const hold =
    count === 1
      ? `All are one from ${formatShort(from)} on.`
      : `They hold from ${formatShort(from)} to ${formatShort(to)}.`
  return `Cut at ${formatShort((from + to) / 2)}: ${formatCount(count, 'cluster')}. ${hold}`
}

/** What an id is called: a leaf by its name or row, a merge by its rows and height. */
export function idWords({ names, rows, height }: DendrogramDiagram, merges: Merges, id: number): string {
  if (id < merges.leaves) return cleanLabel(names?.[id] ?? `row ${rows?.[id] ?? id}`)
  return `${formatCount(merges.size[id], 'row')} joined at ${cleanLabel(height.label || 'height')} ${formatNumber(merges.height[id])}`
}

/** A dendrogram in a sentence or two. */
export function dendrogramSentence(dendrogram: DendrogramDiagram): string {
  const merges = mergesOf(dendrogram)
  if (!merges) return 'No merges.'
  const top = merges.height[2 * merges.leaves - 2]
  const { cut } = dendrogram
  const sizes =
    cut === undefined || cut > 8 ? [] : clustersAt(merges, cut).map(id => formatNumber(merges.size[id], 'integer'))
  return [
    `${formatCount(merges.leaves, 'row')} joined two by two, up to ${cleanLabel(dendrogram.height.label || 'height')} ${formatNumber(top)}.`,
    cut !== undefined && cutWords(merges, cut),
    sizes.length > 1 && `Rows, from left to right: ${sizes.join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** The merges as a table, the last and highest first: what each joins, and how many clusters are left before it. */
export function dendrogramTable(dendrogram: DendrogramDiagram): Pick<TableBlock, 'columns' | 'rows'> {
  const merges = mergesOf(dendrogram)
  const columns = ['merge', dendrogram.height.label || 'height', 'rows', 'joins', 'and', 'clusters before'].map(
    name => ({ name }),
  )
  if (!merges) return { columns, rows: [] }
  const { leaves, height, size, joined } = merges
  const called = (id: number): Cell =>
    id < leaves ? (dendrogram.names?.[id] ?? `row ${dendrogram.rows?.[id] ?? id}`) : `merge ${id - leaves + 1}`
  const rows = joined.map(([a, b], i): Cell[] => [
    i + 1,
    height[leaves + i],
    size[leaves + i],
    called(a),
    called(b),
    leaves - i,
  ])
  return { columns, rows: rows.reverse() }
}
