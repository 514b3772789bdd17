import type { DendrogramDiagram } from '../../blocks'
import { cleanLabel, textWidth } from '../../charts/labels'
import { classMark } from '../../charts/marks'
import { formatNumber, formatShort, formatTick } from '../../format'
import type { Theme } from '../../theme'
import { type Box, fine, type Item, markerAt, rectangle, type Scene, type Shape, textAt } from '../scene'
import { ticksOf } from '../ticks'
import { classesOf, heightsOf, labelsAt, type Merges, mergesOf, walk } from './merges'
import { cutWords, idWords } from './words'

/** Pixels that a branch needs, and the most that are drawn: beyond, the lowest merges stand as one wedge with the number of its rows. */
const slot = 14
const mostBranches = 120
/** Names of leaves are upright where they are wider than their place, and cut at so many pixels. */
const longestName = 84

export interface DendrogramScene extends Scene {
  /** The field of the branches, and the heights at its lower and upper edge: what a cut is dragged over. */
  plot: Box
  low: number
  high: number
  /** Where the cut is drawn, from above; absent without a cut and where it lies above an opened branch. */
  cutAt?: number
}

/**
 * A dendrogram of `width` × `height` pixels with its axis, the cut, and below the branches the clusters that it leaves; the ends that hold
 * picked rows are told in the accent.
 */
export function dendrogramScene(
  dendrogram: DendrogramDiagram,
  theme: Theme,
  { width, height, picked = new Set() }: { width: number; height: number; picked?: ReadonlySet<number> },
): DendrogramScene {
  const merges = mergesOf(dendrogram)
  if (!merges) return { width, height, items: [], plot: { x: 0, y: 0, width, height }, low: 0, high: 1 }
  const top = topOf(merges, dendrogram.top)
  const left = 46
  const drawn = branches(merges, top, Math.min(mostBranches, Math.floor((width - left - 8) / slot)))
  const each = (width - left - 8) / drawn.ends.length
  const names = drawn.ends.map(id =>
    id < merges.leaves ? endName(dendrogram, id) : formatNumber(merges.size[id], 'integer'),
  )
  const widest = Math.max(...names.map(n => textWidth(n)))
  const upright = widest > each - 4
  const foot = (upright ? Math.min(longestName, widest) + 8 : 18) + (dendrogram.cut === undefined ? 0 : 20)
  const plot = { x: left, y: 10, width: width - left - 8, height: Math.max(40, height - 10 - foot) }
  const [low, high] = [merges.height.reduce((a, h) => Math.min(a, h), 0), merges.height[top] * 1.04 || 1]
  const y = (h: number): number => plot.y + plot.height * (1 - (h - low) / (high - low))
  const x = placesOf(merges, drawn, plot.x + each / 2, each)
  const cut = cutOf(dendrogram, merges)
  const marked = endsOf(dendrogram, merges, drawn.ends, picked)
  const ink = (id: number): string => {
    const place = cut?.of[id] ?? -1
    return place < 0 ? theme.ink3 : classMark(place, theme).color
  }
  const ends = drawn.ends.map((id, i): Item => {
    const at = x.get(id)!
    const above = drawn.merges.has(merges.parent[id]) ? merges.parent[id] : id
    return {
      key: String(id),
      label: idWords(dendrogram, merges, id),
      box: {
        x: at - each / 2,
        y: y(merges.height[id]) - 2,
        width: each,
        height: plot.y + plot.height - y(merges.height[id]) + 16,
      },
      ...(id >= merges.leaves && { open: false }),
      to: {
        up: String(above),
        down: String(id),
        left: String(drawn.ends[i - 1] ?? id),
        right: String(drawn.ends[i + 1] ?? id),
      },
      shapes: [
        ...wedge(at, y(merges.height[id]), y(Math.max(0, low)), Math.min(5, each / 3), id < merges.leaves, ink(id)),
        textAt(
          names[i],
          upright ? at + 4 : at,
          plot.y + plot.height + (upright ? 8 : 14),
          marked.has(id) ? theme.accent : theme.ink3,
          {
            align: upright ? 'end' : 'middle',
            room: longestName,
            weight: marked.has(id) ? 600 : 400,
            ...(upright && { turn: -90 }),
          },
        ),
      ],
    }
  })
  const brackets = [...drawn.merges].map((id): Item => {
    const [a, b] = merges.joined[id - merges.leaves]
    const [xa, xb, at] = [x.get(a)!, x.get(b)!, y(merges.height[id])]
    const parent = merges.parent[id]
    const beside =
      drawn.merges.has(parent) && id !== top ? merges.joined[parent - merges.leaves].find(j => j !== id)! : id
    return {
      key: String(id),
      label: idWords(dendrogram, merges, id),
      box: { x: xa, y: at - 5, width: xb - xa, height: 10 },
      open: true,
      to: {
        up: id === top ? String(id) : String(parent),
        down: String(a),
        left: String(beside),
        right: String(beside),
      },
      shapes: [
        {
          kind: 'path',
          d: `M${fine(xa)} ${fine(y(merges.height[a]))}V${fine(at)}H${fine(xb)}V${fine(y(merges.height[b]))}`,
          stroke: ink(id),
          width: 1.5,
        },
      ],
    }
  })
  const cutAt = cut && cut.height <= high ? y(cut.height) : undefined
  return {
    width,
    height,
    items: [
      { shapes: axis(dendrogram, plot, low, high, y, theme) },
      ...brackets.reverse(),
      ...ends,
      ...(cut ? [{ shapes: clusterBand(merges, drawn, cut.of, x, each, height - 16, theme) }] : []),
      ...(cutAt === undefined ? [] : [{ shapes: cutLine(cutAt, cut!.height, plot, theme) }]),
    ],
    plot,
    low,
    high,
    ...(cutAt !== undefined && { cutAt }),
  }
}

const topOf = ({ leaves }: Merges, top: number | undefined): number =>
  top !== undefined && Number.isInteger(top) && top >= leaves && top < 2 * leaves - 1 ? top : 2 * leaves - 2

const endName = ({ names, rows }: DendrogramDiagram, id: number): string =>
  cleanLabel(names?.[id] ?? String(rows?.[id] ?? id))

/** The highest merges of a branch that fit, and what they end in, left to right. */
function branches(merges: Merges, top: number, most: number): { merges: ReadonlySet<number>; ends: number[] } {
  const inside: number[] = []
  walk(merges, top, id => {
    if (id >= merges.leaves) inside.push(id)
    return true
  })
  const drawn = new Set(inside.sort((a, b) => b - a).slice(0, Math.max(1, most - 1)))
  const ends: number[] = []
  walk(merges, top, id => {
    if (!drawn.has(id)) ends.push(id)
    return drawn.has(id)
  })
  return { merges: drawn, ends }
}

/** Where each id stands: ends side by side, merges at the middle of what they join. */
function placesOf(merges: Merges, drawn: ReturnType<typeof branches>, from: number, each: number): Map<number, number> {
  const x = new Map(drawn.ends.map((id, i) => [id, from + i * each]))
  for (const id of [...drawn.merges].sort((a, b) => a - b)) {
    const [a, b] = merges.joined[id - merges.leaves]
    x.set(id, (x.get(a)! + x.get(b)!) / 2)
  }
  return x
}

/** The cut's height, and the class of every id at or below a cluster; −1 above the cut. */
function cutOf(dendrogram: DendrogramDiagram, merges: Merges): { height: number; of: Int32Array } | undefined {
  const { cut } = dendrogram
  if (cut === undefined || !(cut >= 1 && cut <= merges.leaves)) return undefined
  const classes = classesOf(merges, cut, dendrogram.clusters ?? labelsAt(merges, cut))
  const of = new Int32Array(2 * merges.leaves - 1).fill(-1)
  for (const [root, place] of classes)
    walk(merges, root, id => {
      of[id] = place
      return true
    })
  const [from, to] = heightsOf(merges, cut)
  return { height: (from + to) / 2, of }
}

/** The drawn ends that rows of the table are in. */
function endsOf(
  { rows }: DendrogramDiagram,
  { parent }: Merges,
  ends: readonly number[],
  picked: ReadonlySet<number>,
): ReadonlySet<number> {
  const drawn = new Set(ends)
  const found = new Set<number>()
  rows?.forEach((row, leaf) => {
    if (!picked.has(row)) return
    let id = leaf
    while (id >= 0 && !drawn.has(id)) id = parent[id]
    if (id >= 0) found.add(id)
  })
  return found
}

/** A leaf's line to the ground, or a narrow wedge for the merges below an end. */
function wedge(x: number, from: number, ground: number, half: number, leaf: boolean, color: string): Shape[] {
  if (leaf) return [{ kind: 'path', d: `M${fine(x)} ${fine(from)}V${fine(ground)}`, stroke: color, width: 1.5 }]
  const d = `M${fine(x)} ${fine(from)}L${fine(x + half)} ${fine(ground)}H${fine(x - half)}Z`
  return [
    { kind: 'path', d, fill: color, opacity: 0.3 },
    { kind: 'path', d, stroke: color },
  ]
}

function axis(
  { height }: DendrogramDiagram,
  plot: Box,
  low: number,
  high: number,
  y: (h: number) => number,
  theme: Theme,
): Shape[] {
  const ticks = ticksOf(low, high, Math.max(2, plot.height / 50))
  const middle = plot.y + plot.height / 2
  return [
    ...ticks.flatMap((t): Shape[] => [
      { kind: 'path', d: `M${plot.x} ${fine(y(t))}H${fine(plot.x + plot.width)}`, stroke: theme.grid },
      textAt(formatTick(t), plot.x - 8, y(t) + 4, theme.ink3, { align: 'end' }),
    ]),
    { kind: 'path', d: `M${plot.x} ${plot.y}V${fine(plot.y + plot.height)}`, stroke: theme.axis },
    textAt(height.label, 11, middle, theme.ink3, { align: 'middle', turn: -90, room: plot.height }),
  ]
}

/** Below the branches a line in the colour of each cluster, with its marker and number of rows. */
function clusterBand(
  merges: Merges,
  drawn: ReturnType<typeof branches>,
  of: Int32Array,
  x: ReadonlyMap<number, number>,
  each: number,
  at: number,
  theme: Theme,
): Shape[] {
  const runs: { place: number; from: number; to: number; rows: number }[] = []
  for (const id of drawn.ends) {
    const [place, middle] = [of[id], x.get(id)!]
    const last = runs.at(-1)
    if (place < 0) continue
    if (last?.place === place) Object.assign(last, { to: middle, rows: last.rows + merges.size[id] })
    else runs.push({ place, from: middle, to: middle, rows: merges.size[id] })
  }
  return runs.flatMap(({ place, from, to, rows }): Shape[] => {
    const mark = classMark(place, theme)
    const [start, width] = [from - each / 2 + 1.5, to - from + each - 3]
    const text = formatNumber(rows, 'integer')
    const room = textWidth(text) + 14
    const middle = (from + to) / 2
    return [
      { kind: 'path', d: rectangle(start, at, width, 3), fill: mark.color },
      ...(width >= room
        ? [
            markerAt(mark, middle - room / 2 + 4, at + 10, 3.5),
            textAt(text, middle - room / 2 + 12, at + 14, theme.ink2),
          ]
        : width >= 8
          ? [markerAt(mark, middle, at + 10, 3.5)]
          : []),
    ]
  })
}

/** The cut with its height, as a handle at the right. */
function cutLine(y: number, height: number, plot: Box, theme: Theme): Shape[] {
  const text = formatShort(height)
  const width = textWidth(text) + 12
  const right = plot.x + plot.width
  return [
    { kind: 'path', d: `M${plot.x} ${fine(y)}H${fine(right)}`, stroke: theme.accent, width: 1.75 },
    {
      kind: 'path',
      d: rectangle(right - width, y - 9, width, 18, 4),
      fill: theme.surface,
      stroke: theme.accent,
      width: 1.5,
    },
    textAt(text, right - width / 2, y + 4, theme.accent, { align: 'middle', weight: 600 }),
  ]
}

/** Said of the cut, where there is one. */
export function cutSaid(dendrogram: DendrogramDiagram): string {
  const merges = mergesOf(dendrogram)
  return merges && dendrogram.cut !== undefined ? cutWords(merges, dendrogram.cut) : ''
}
