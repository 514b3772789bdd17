import type { GraphDiagram, GraphNode } from '../../blocks'
import { fitLabel, textWidth } from '../../charts/labels'
import { classMark } from '../../charts/marks'
import { formatNumber, formatShort } from '../../format'
import { inkOn, type Theme } from '../../theme'
import { pictureAddress, valueColor } from '../images/pixels'
import { type Box, fine, type Item, markerAt, rectangle, type Scene, type Shape, textAt } from '../scene'
import { edgesOf, layersOf } from './layers'
import { edgeText, graphNodeWords } from './words'

/** Side of a node that shows a map, and height of one that shows a name or a number. */
const [mapSide, pill] = [48, 26]
const longestName = 150
/** Heads of layers, and room below a map for its name. */
const [headRoom, nameRoom] = [40, 18]
/** Up to so many edges have their numbers on them; of more, those of the chosen node. */
const mostNumbers = 24

export interface GraphView {
  width: number
  height?: number
}

/** Nodes in columns or in a circle, edges between them: thickness is the size of a weight, dashes are negative ones. */
export function graphScene(graph: GraphDiagram, theme: Theme, { width, height = 0 }: GraphView): Scene {
  if (graph.nodes.length === 0) return { width, height: Math.max(1, height), items: [] }
  const found = layersOf(graph)
  const values = valueScale(graph)
  const faces = graph.nodes.map(node => faceOf(node, graph.layers !== undefined))
  const { boxes, size, heads } = found
    ? columns(graph, found, faces, theme, width, height)
    : circle(faces, width, height)
  const edges = edgeItems(graph, boxes, found !== undefined, theme)
  const nodes = [...boxes].map(([i, box]): Item => ({
    key: String(i),
    label: graphNodeWords(graph, i),
    box: { ...box, height: box.height + (faces[i].below === '' ? 0 : nameRoom) },
    chosen: graph.chosen === i,
    shapes: nodeShapes(graph.nodes[i], faces[i], box, values, graph.chosen === i, theme),
  }))
  return { ...size, items: [...heads, ...edges, ...nodes] }
}

interface ValueScale {
  scale: 'amount' | 'signed'
  largest: number
}

/** What the numbers of nodes are coloured by. */
export function valueScale({ nodes }: GraphDiagram): ValueScale {
  const values = nodes.flatMap(n => (n.value !== undefined && Number.isFinite(n.value) ? [n.value] : []))
  return { scale: values.some(v => v < 0) ? 'signed' : 'amount', largest: Math.max(0, ...values.map(Math.abs)) }
}

interface Face {
  width: number
  height: number
  /** Within, or, of a map, below it. */
  name: string
  value: string
  below: string
}

function faceOf({ name, value, map, class: place }: GraphNode, layered: boolean): Face {
  const shown = fitLabel(name, longestName)
  const number = value === undefined ? '' : formatShort(value)
  if (map)
    return { width: mapSide, height: mapSide, name: '', value: '', below: [shown, number].filter(Boolean).join(' ') }
  const sign = place === undefined ? 0 : 14
  const inside = textWidth(shown, 12) * 1.05 + textWidth(number, 12) + (shown && number ? 8 : 0) + sign
  const width = Math.max(layered ? 40 : 48, Math.round(inside + 18))
  return { width: inside === 0 ? pill : width, height: pill, name: shown, value: number, below: '' }
}

interface Placed {
  boxes: Map<number, Box>
  size: { width: number; height: number }
  heads: Item[]
}

function columns(
  { layers }: GraphDiagram,
  found: NonNullable<ReturnType<typeof layersOf>>,
  faces: readonly Face[],
  theme: Theme,
  width: number,
  height: number,
): Placed {
  const widths = found.columns.map((column, k) =>
    Math.max(
      pill,
      ...column.map(i => Math.max(faces[i].width, textWidth(faces[i].below))),
      ...(layers ? [textWidth(layers[k].name, 12) * 1.05, textWidth(layers[k].note ?? '')] : []),
    ),
  )
  const rooms = found.columns.map((column, k) =>
    column.reduce((sum, i) => sum + roomOf(faces[i]), found.hidden[k] > 0 ? pill : 0),
  )
  const top = layers ? headRoom : 4
  const body = Math.max(height - top - 4, Math.max(...rooms))
  const between = Math.max(56, (width - 8 - widths.reduce((a, b) => a + b, 0)) / Math.max(1, widths.length - 1))
  const boxes = new Map<number, Box>()
  const heads: Item[] = []
  let left = 4
  found.columns.forEach((column, k) => {
    const middle = left + widths[k] / 2
    if (layers) {
      const { name, note } = layers[k]
      heads.push({
        shapes: [
          textAt(name, middle, 14, theme.ink, {
            size: 12,
            weight: 600,
            align: 'middle',
            room: widths[k] + between - 8,
          }),
          ...(note ? [textAt(note, middle, 30, theme.ink2, { align: 'middle', room: widths[k] + between - 8 })] : []),
        ],
      })
    }
    // Spread over half of what is left, so that a layer of two does not stand at the edges.
    const slack = Math.min(28, (body - rooms[k]) / (column.length + 1))
    let y = top + (body - rooms[k] - slack * (column.length - 1)) / 2
    for (const i of column) {
      const face = faces[i]
      boxes.set(i, { x: middle - face.width / 2, y: y + 5, width: face.width, height: face.height })
      y += roomOf(face) + slack
    }
    if (found.hidden[k] > 0)
      heads.push({
        shapes: [
          textAt(`and ${formatNumber(found.hidden[k], 'integer')} more`, middle, y + 10, theme.ink3, {
            align: 'middle',
          }),
        ],
      })
    left += widths[k] + between
  })
  return { boxes, heads, size: { width: Math.max(width, left - between + 4), height: top + body + 4 } }
}

const roomOf = (face: Face): number => face.height + 10 + (face.below === '' ? 0 : nameRoom)

/** Nodes around a circle, from the top on. */
function circle(faces: readonly Face[], width: number, height: number): Placed {
  const widest = Math.max(...faces.map(f => f.width))
  const tallest = Math.max(...faces.map(roomOf))
  // Beside each other there is room for an edge with its number.
  const apart = faces.length < 3 ? widest + 120 : (widest + 60) / Math.sin(Math.PI / faces.length)
  const ry = Math.max(apart / 2, (height - tallest - 64) / 2)
  const rx = Math.max(ry, Math.min((width - widest - 40) / 2, 1.6 * ry))
  const size = { width: Math.max(width, 2 * rx + widest + 40), height: Math.max(height, 2 * ry + tallest + 64) }
  const boxes = new Map(
    faces.map((face, i) => {
      const angle = (2 * Math.PI * i) / faces.length - Math.PI / 2
      const [x, y] = [size.width / 2 + rx * Math.cos(angle), size.height / 2 + 12 + ry * Math.sin(angle)]
      return [i, { x: x - face.width / 2, y: y - face.height / 2, width: face.width, height: face.height }]
    }),
  )
  return { boxes, size, heads: [] }
}

/** Edges, those of the chosen node last and in the accent, with their numbers. */
function edgeItems(graph: GraphDiagram, boxes: ReadonlyMap<number, Box>, layered: boolean, theme: Theme): Item[] {
  const drawn = edgesOf(graph).filter(e => boxes.has(e.from) && boxes.has(e.to))
  const largest = Math.max(0, ...drawn.map(e => Math.abs(e.weight ?? 0)).filter(Number.isFinite))
  const all = drawn.length <= mostNumbers
  const isChosen = (e: GraphDiagram['edges'][number]): boolean => e.from === graph.chosen || e.to === graph.chosen
  const lines: Item[] = []
  const numbers: Item[] = []
  for (const e of [...drawn].sort((a, b) => Number(isChosen(a)) - Number(isChosen(b)))) {
    const on = isChosen(e)
    const color = on ? theme.accent : theme.wire
    const share = e.weight !== undefined && largest > 0 ? Math.abs(e.weight) / largest : 0.25
    const { d, at, tip } = edgePath(boxes.get(e.from)!, boxes.get(e.to)!, layered, e.from === e.to)
    const thick = fine(0.75 + 3.25 * share)
    lines.push({
      chosen: on,
      shapes: [
        {
          kind: 'path',
          d,
          stroke: color,
          width: thick,
          ...(e.weight !== undefined && e.weight < 0 && { dash: [5, 4] }),
        },
        ...(graph.layers ? [] : [{ kind: 'path' as const, d: tip, fill: color }]),
      ],
    })
    const text = all || on ? edgeText(e) : ''
    // A chosen node's numbers stand at the other ends of its edges, where these are apart.
    const t = on ? (e.from === graph.chosen ? 0.78 : 0.22) : 0.5
    if (text !== '') {
      const [x, y] = at(t)
      numbers.push({
        shapes: [
          textAt(text, x, y + 4, on ? theme.accent : theme.ink2, {
            align: 'middle',
            halo: theme.surface,
            room: 90,
            weight: on ? 600 : 400,
          }),
        ],
      })
    }
  }
  return [...lines, ...numbers]
}

type Point = readonly [number, number]

/** A curve between two boxes: from side to side in columns, bent to its left in a circle, so that two that run against each other stay apart. */
function edgePath(
  a: Box,
  b: Box,
  layered: boolean,
  loop: boolean,
): { d: string; at: (t: number) => Point; tip: string } {
  const middle = (box: Box): Point => [box.x + box.width / 2, box.y + box.height / 2]
  let points: [Point, Point, Point, Point]
  if (loop) {
    const [x, y] = [a.x + a.width / 2, a.y]
    points = [
      [x - 8, y],
      [x - 26, y - 34],
      [x + 26, y - 34],
      [x + 8, y],
    ]
  } else if (layered) {
    const [from, to]: [Point, Point] = [
      [a.x + a.width, middle(a)[1]],
      [b.x, middle(b)[1]],
    ]
    const bend = Math.max(20, (to[0] - from[0]) / 2)
    points = [from, [from[0] + bend, from[1]], [to[0] - bend, to[1]], to]
  } else {
    const [[x1, y1], [x2, y2]] = [middle(a), middle(b)]
    const [nx, ny] = [(y2 - y1) * 0.14, (x1 - x2) * 0.14]
    const c1: Point = [x1 + (x2 - x1) / 3 + nx, y1 + (y2 - y1) / 3 + ny]
    const c2: Point = [x1 + ((x2 - x1) * 2) / 3 + nx, y1 + ((y2 - y1) * 2) / 3 + ny]
    points = [border(a, c1), c1, c2, border(b, c2)]
  }
  const [p, q, r, s] = points
  const at = (t: number): Point => {
    const u = 1 - t
    const of = (k: 0 | 1): number => u ** 3 * p[k] + 3 * u * u * t * q[k] + 3 * u * t * t * r[k] + t ** 3 * s[k]
    return [of(0), of(1)]
  }
  const text = (point: Point): string => point.map(fine).join(' ')
  const angle = Math.atan2(s[1] - r[1], s[0] - r[0])
  const wing = (turn: number): Point => [s[0] - 8 * Math.cos(angle + turn), s[1] - 8 * Math.sin(angle + turn)]
  return {
    d: `M${text(p)}C${text(q)} ${text(r)} ${text(s)}`,
    at,
    tip: `M${text(s)}L${text(wing(0.42))}L${text(wing(-0.42))}Z`,
  }
}

/** Where the line from a box's middle towards a point leaves it. */
function border(box: Box, [x, y]: Point): Point {
  const [mx, my] = [box.x + box.width / 2, box.y + box.height / 2]
  const [dx, dy] = [x - mx, y - my]
  const t = Math.min(
    dx === 0 ? Infinity : box.width / 2 / Math.abs(dx),
    dy === 0 ? Infinity : box.height / 2 / Math.abs(dy),
  )
  return Number.isFinite(t) ? [mx + dx * t, my + dy * t] : [mx, my]
}

function nodeShapes(
  node: GraphNode,
  face: Face,
  box: Box,
  { scale, largest }: ValueScale,
  chosen: boolean,
  theme: Theme,
): Shape[] {
  const { x, y, width, height } = box
  const edge = chosen ? { stroke: theme.accent, width: 2.25 } : { stroke: theme.wire, width: 1 }
  const mark = node.class === undefined ? undefined : classMark(node.class, theme)
  if (node.map) {
    const href = pictureAddress(
      { height: node.map.height, width: node.map.width, values: { of: node.map.of, scale: 'signed' } },
      1,
      theme,
    )
    return [
      { kind: 'path', d: rectangle(x, y, width, height, 4), fill: theme.band },
      ...(href === undefined ? [] : [{ kind: 'image' as const, ...box, href }]),
      { kind: 'path', d: rectangle(x, y, width, height, 2), ...edge },
      ...(mark ? [markerAt(mark, x + width / 2 - textWidth(face.below) / 2 - 9, y + height + 10, 3.5)] : []),
      ...(face.below === ''
        ? []
        : [textAt(face.below, x + width / 2, y + height + 14, theme.ink, { align: 'middle', halo: theme.surface })]),
    ]
  }
  const fill =
    node.value !== undefined && Number.isFinite(node.value)
      ? valueColor(node.value, scale, largest, theme)
      : theme.surface
  const ink = node.value === undefined ? theme.ink : inkOn(fill)
  const start = x + 9 + (mark ? 14 : 0)
  return [
    { kind: 'path', d: rectangle(x, y, width, height, height / 2), fill, ...edge },
    ...(mark
      ? [
          { kind: 'path' as const, d: rectangle(x + 5, y + 5, 16, 16, 8), fill: theme.surface },
          markerAt(mark, x + 13, y + height / 2, 4),
        ]
      : []),
    ...(face.name === ''
      ? []
      : [textAt(face.name, start, y + 17, ink, { size: 12, weight: face.value === '' ? 500 : 400 })]),
    ...(face.value === ''
      ? []
      : [textAt(face.value, x + width - 9, y + 17, ink, { size: 12, weight: 600, align: 'end' })]),
  ]
}
