import type { Diagram, GraphDiagram, ImagesDiagram, SurfaceDiagram } from '../blocks'
import type { Legend, LegendEntry } from '../charts/legendEntry'
import { cleanLabel, textWidth } from '../charts/labels'
import { classMark, type Mark, seriesMarks } from '../charts/marks'
import { formatShort } from '../format'
import { isEmptyDiagram } from './diagram'
import { valueScale } from './graph/scene'
import type { Theme } from '../theme'
import { largestOf } from './images/pixels'
import { maskColors } from './images/scene'
import { markerAt, rectangle, type Scene, type Shape, textAt } from './scene'
import { gridOf } from './surface/grid'
import { mostWays } from './surface/scene'

/** What the signs of a diagram mean. */
export function diagramLegend(diagram: Diagram, theme: Theme): Legend {
  if (isEmptyDiagram(diagram)) return { entries: [] }
  switch (diagram.type) {
    case 'tree':
      return {
        entries: (diagram.classes ?? []).map((name, k) => ({
          name: cleanLabel(name),
          sign: 'marker',
          mark: classMark(k, theme),
          class: k,
        })),
      }
    case 'dendrogram':
      return { entries: [] }
    case 'images':
      return { entries: maskEntries(diagram, theme), ...valueRamp(diagram, theme) }
    case 'graph':
      return { entries: weightEntries(diagram, theme), ...nodeRamp(diagram, theme) }
    case 'surface':
      return { entries: wayEntries(diagram, theme), ...heightRamp(diagram, theme) }
  }
}

/** A scene with the legend above it, for files that have no other place for it. */
export function withLegend(scene: Scene, { entries, ramp }: Legend, theme: Theme): Scene {
  const shapes: Shape[] = []
  let x = 6
  const text = (words: string): void => {
    const shown = textAt(words, x, -12, theme.ink2, { room: 160 })
    shapes.push(shown)
    x += textWidth(shown.text) * 1.04 + 16
  }
  for (const { name, sign, mark } of entries.slice(0, 12)) {
    if (sign === 'marker') shapes.push(markerAt(mark, x + 4, -16, 4))
    else if (sign === 'box') shapes.push({ kind: 'path', d: rectangle(x, -21, 10, 10, 2), fill: mark.color })
    else
      shapes.push({
        kind: 'path',
        d: `M${x} -16h18`,
        stroke: mark.color,
        width: 1.75,
        ...(mark.dash !== 'solid' && { dash: mark.dash }),
      })
    x += sign === 'line' ? 24 : 15
    text(name)
  }
  if (ramp) {
    text(ramp.low)
    ramp.colors.forEach((fill, i) => shapes.push({ kind: 'path', d: rectangle(x - 8 + i * 14, -20, 14, 8), fill }))
    x += ramp.colors.length * 14
    text(ramp.high)
  }
  if (shapes.length === 0) return scene
  return { ...scene, width: Math.max(scene.width, x), above: 32, items: [...scene.items, { shapes }] }
}

const entry = (name: string, sign: LegendEntry['sign'], color: string, dash: Mark['dash'] = 'solid'): LegendEntry => ({
  name,
  sign,
  mark: { color, dash, marker: 'square', hollow: false },
})

function maskEntries({ pictures }: ImagesDiagram, theme: Theme): LegendEntry[] {
  if (!pictures.some(p => p.masks?.truth !== undefined && p.masks.said !== undefined)) return []
  const { both, tooMuch, missed, edge } = maskColors(theme)
  return [
    entry('both', 'box', both),
    entry('too much, hatched', 'box', tooMuch),
    entry('missed', 'box', missed),
    entry('true edge', 'line', edge),
  ]
}

/** Where all numbers are of one scale. Where each picture has its own, the ends have no figures. */
function valueRamp(images: ImagesDiagram, theme: Theme): Pick<Legend, 'ramp'> {
  const valued = images.pictures.filter(p => p.values)
  const [first] = valued
  if (!first?.values || valued.some(p => p.values?.scale !== first.values?.scale)) return {}
  const { scale } = first.values
  if (images.together || valued.length === 1)
    return { ramp: rampOf(scale, formatShort(largestOf(images, first)), theme) }
  return { ramp: { ...rampOf(scale, '', theme), low: scale === 'signed' ? 'least' : '0', high: 'most of each' } }
}

function weightEntries({ edges, weight = 'weight' }: GraphDiagram, theme: Theme): LegendEntry[] {
  if (!edges.some(e => e.weight !== undefined && e.weight < 0)) return []
  const name = cleanLabel(weight)
  return [entry(`${name} above 0`, 'line', theme.wire), entry('below 0', 'line', theme.wire, [5, 4])]
}

function nodeRamp(graph: GraphDiagram, theme: Theme): Pick<Legend, 'ramp'> {
  if (graph.nodes.some(n => n.map)) return { ramp: { colors: theme.diverging, low: '−1', high: '1' } }
  const { scale, largest } = valueScale(graph)
  return largest > 0 ? { ramp: rampOf(scale, formatShort(largest), theme) } : {}
}

function wayEntries({ paths = [] }: SurfaceDiagram, theme: Theme): LegendEntry[] {
  const marks = seriesMarks(paths, theme)
  return paths.slice(0, mostWays).map(({ name }, k) => ({ name: cleanLabel(name), sign: 'marker', mark: marks[k] }))
}

function heightRamp(surface: SurfaceDiagram, theme: Theme): Pick<Legend, 'ramp'> {
  const grid = gridOf(surface)
  return grid ? { ramp: { colors: theme.sequential, low: formatShort(grid.low), high: formatShort(grid.high) } } : {}
}

const rampOf = (scale: 'amount' | 'signed', high: string, theme: Theme): NonNullable<Legend['ramp']> =>
  scale === 'signed' ? { colors: theme.diverging, low: `−${high}`, high } : { colors: theme.sequential, low: '0', high }
