import type { Partition } from '../../frame'
import { markers, type Marker, type Theme } from '../theme'

/** How one series is drawn: its colour, its marker and its dash tell it apart, never colour alone. */
export interface Mark {
  color: string
  marker: Marker
  dash: 'solid' | number[]
  hollow: boolean
}

interface Series {
  name?: string
  class?: number
  partition?: Partition
  ink?: 'strong' | 'pale'
}

const dashes: readonly ('solid' | number[])[] = ['solid', [7, 3], [2, 3]]
const partitionDash: Readonly<Record<Partition, 'solid' | number[]>> = {
  train: 'solid',
  validation: [2, 3],
  test: [6, 4],
}

/**
 * The marks of a chart's series. A class keeps the colour and marker of its place in sorted order; a partition without a
 * class is ink (train solid, test dashed and paler); other series take the colours in order, behind those of the classes
 * where a chart has both. Those of one name share a mark.
 */
export function seriesMarks(series: readonly Series[], theme: Theme): Mark[] {
  const free = series.some(s => s.class !== undefined) ? 3 : 0
  const others = new Map<string | number, number>()
  return series.map((s, i) => {
    if (s.ink === 'strong') return { color: theme.ink, marker: 'cross', dash: 'solid', hollow: false }
    if (s.ink === 'pale') return { color: theme.ink3, marker: 'circle', dash: 'solid', hollow: false }
    const hollow = s.partition === 'test' || s.partition === 'validation'
    if (s.class === undefined && s.partition !== undefined) {
      const color = s.partition === 'train' ? theme.ink : theme.ink3
      return { color, marker: 'circle', dash: partitionDash[s.partition], hollow }
    }
    const key = s.name ?? i
    if (s.class === undefined && !others.has(key)) others.set(key, others.size)
    const mark = classMark(s.class ?? free + others.get(key)!, theme)
    return { ...mark, hollow, dash: s.partition === undefined ? mark.dash : partitionDash[s.partition] }
  })
}

/** The mark of the class at `index` in sorted order. From the ninth on a colour comes back with another marker. */
export function classMark(index: number, theme: Theme): Mark {
  const at = Number.isInteger(index) && index >= 0 ? index : 0
  const round = Math.floor(at / theme.series.length)
  return {
    color: theme.series[at % theme.series.length],
    marker: markers[(at + round) % markers.length],
    dash: dashes[at % dashes.length],
    hollow: false,
  }
}

/** Outline of a marker around (0, 0) that reaches `r` pixels, as SVG path data. */
export function markerPath(marker: Marker, r: number): string {
  const polygon = (points: [number, number][]): string =>
    `M${points.map(p => p.map(v => round(v * r)).join(' ')).join('L')}Z`
  switch (marker) {
    case 'circle':
      return circle(r)
    case 'ring':
      return circle(r) + circle(r * 0.5, 0)
    case 'triangle':
      return polygon([
        [0, -1.1],
        [1.1, 0.85],
        [-1.1, 0.85],
      ])
    case 'square':
      return polygon([
        [-0.9, -0.9],
        [0.9, -0.9],
        [0.9, 0.9],
        [-0.9, 0.9],
      ])
    case 'diamond':
      return polygon([
        [0, -1.25],
        [1.05, 0],
        [0, 1.25],
        [-1.05, 0],
      ])
    case 'bar':
      return polygon([
        [-1.25, -0.4],
        [1.25, -0.4],
        [1.25, 0.4],
        [-1.25, 0.4],
      ])
    case 'cross': {
      const w = 0.36
      return polygon([
        [-w, -1.1],
        [w, -1.1],
        [w, -w],
        [1.1, -w],
        [1.1, w],
        [w, w],
        [w, 1.1],
        [-w, 1.1],
        [-w, w],
        [-1.1, w],
        [-1.1, -w],
        [-w, -w],
      ])
    }
    case 'star':
      return polygon(
        Array.from({ length: 10 }, (_, i): [number, number] => {
          const reach = i % 2 === 0 ? 1.25 : 0.52
          return [reach * Math.sin((i * Math.PI) / 5), -reach * Math.cos((i * Math.PI) / 5)]
        }),
      )
  }
}

/** The marker as ECharts names it. */
export function chartSymbol(marker: Marker): string {
  const known = { circle: 'circle', triangle: 'triangle', square: 'rect', diamond: 'diamond' } as const
  return marker in known ? known[marker as keyof typeof known] : `path://${markerPath(marker, 10)}`
}

/** Fill and edge of a marker: hollow ones show the surface through. */
export function markerStyle(
  mark: Mark,
  theme: Theme,
): { color: string; borderColor: string; borderWidth: number; opacity: number } {
  return mark.hollow
    ? { color: theme.surface, borderColor: mark.color, borderWidth: 1.25, opacity: 1 }
    : { color: mark.color, borderColor: mark.color, borderWidth: 0, opacity: 0.85 }
}

/** Drawn in two arcs; the inner circle of a ring runs the other way round, so that every rule of filling cuts it out. */
const circle = (r: number, turn: 0 | 1 = 1): string =>
  `M${round(-r)} 0A${round(r)} ${round(r)} 0 1 ${turn} ${round(r)} 0A${round(r)} ${round(r)} 0 1 ${turn} ${round(-r)} 0Z`

const round = (v: number): number => Math.round(v * 100) / 100
