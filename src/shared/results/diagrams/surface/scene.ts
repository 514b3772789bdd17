import type { SurfaceDiagram } from '../../blocks'
import { seriesMarks } from '../../charts/marks'
import { formatTick } from '../../format'
import { rampColor, type Theme } from '../../theme'
import { fine, markerAt, type PathShape, type Scene, type Shape, textAt } from '../scene'
import { ticksOf } from '../ticks'
import { type Grid, gridOf, heightAt } from './grid'
import { type Projection, projectionOf, usualTurn } from './projection'

type Point = readonly [number, number]

/** Ways over a surface that are drawn, steps of each, and steps that have a marker each. */
export const [mostWays, mostSteps, mostSigns] = [8, 500, 40]

export interface SurfaceScene extends Scene {
  /** Points that can be pointed at, in pixels: those of the grid, and those of the ways, which come first where both are near. */
  points: { at: Point; of: [x: number, y: number, z: number | null]; way?: string }[]
}

/**
 * A surface of `width` × `height` pixels in parallel projection: its cells painted from the farthest to the nearest, which is exact for heights
 * over a plane, with the box it stands in and the ways over it.
 */
export function surfaceScene(
  surface: SurfaceDiagram,
  theme: Theme,
  { width, height }: { width: number; height: number },
): SurfaceScene {
  const grid = gridOf(surface)
  if (!grid) return { width, height, items: [], points: [] }
  const field = { x: 56, y: 12, width: Math.max(20, width - 112), height: Math.max(20, height - 56) }
  const eye = projectionOf(surface.turn ?? usualTurn, field)
  const ways = waysOver(surface, grid, eye, theme)
  const shapes = [
    ...floor(eye, theme),
    ...cells(grid, eye, theme),
    ...skirts(grid, eye, theme),
    ...scales(surface, grid, eye, theme),
    ...ways.flatMap(w => w.shapes),
  ]
  return { width, height, items: [{ shapes }], points: [...ways.flatMap(w => w.points), ...gridPoints(grid, eye)] }
}

const outline = (points: readonly Point[], close: boolean): string =>
  `M${points.map(p => p.map(fine).join(' ')).join('L')}${close ? 'Z' : ''}`

/** The plane below the surface. */
function floor(eye: Projection, theme: Theme): Shape[] {
  const corners = [eye.at(0, 0, 0), eye.at(1, 0, 0), eye.at(1, 1, 0), eye.at(0, 1, 0)]
  return [{ kind: 'path', d: outline(corners, true), stroke: theme.axis }]
}

/** Each cell in the colour of its height, with a faint edge: the mesh shows the slope. */
function cells({ x, y, z }: Grid, eye: Projection, theme: Theme): Shape[] {
  const edge = { light: rampColor([theme.surface, theme.ink], 0.5), dark: rampColor([theme.surface, theme.ink], 0.35) }[
    theme.name
  ]
  // 64 colours, mixed once: 1,600 mixed one by one took as long as all the rest.
  const colors = Array.from({ length: 64 }, (_, k) => {
    const fill = rampColor(theme.sequential, k / 63)
    return { fill, stroke: rampColor([fill, edge], 0.3) }
  })
  const found: { far: number; shape: PathShape }[] = []
  for (let i = 0; i + 1 < y.at.length; i++)
    for (let j = 0; j + 1 < x.at.length; j++) {
      const up = [z[i][j], z[i][j + 1], z[i + 1][j + 1], z[i + 1][j]]
      if (up.some(v => v === null)) continue
      const [a, b, c, d] = up as number[]
      const corners = [
        eye.at(x.at[j], y.at[i], a),
        eye.at(x.at[j + 1], y.at[i], b),
        eye.at(x.at[j + 1], y.at[i + 1], c),
        eye.at(x.at[j], y.at[i + 1], d),
      ]
      found.push({
        far: eye.depth((x.at[j] + x.at[j + 1]) / 2, (y.at[i] + y.at[i + 1]) / 2),
        shape: {
          kind: 'path',
          d: outline(corners, true),
          ...colors[Math.round((63 * (a + b + c + d)) / 4)],
          width: 0.5,
        },
      })
    }
  return found.sort((a, b) => b.far - a.far).map(f => f.shape)
}

/** Which sides of the box are towards the eye: the place of x and of y, 0 or 1. */
const nearest = (eye: Projection): { x: 0 | 1; y: 0 | 1 } => ({
  x: eye.depth(0, 0.5) < eye.depth(1, 0.5) ? 0 : 1,
  y: eye.depth(0.5, 0) < eye.depth(0.5, 1) ? 0 : 1,
})

/** The two sides towards the eye, from the rim of the surface down to the plane. */
function skirts({ x, y, z }: Grid, eye: Projection, theme: Theme): Shape[] {
  const near = nearest(eye)
  const [line, column] = [near.y * (y.at.length - 1), near.x * (x.at.length - 1)]
  const rims: [number, number, number | null][][] = [
    x.at.map((at, j) => [at, near.y, z[line][j]]),
    y.at.map((at, i) => [near.x, at, z[i][column]]),
  ]
  return rims.flatMap(runs).map(run => ({
    kind: 'path',
    d: outline([...run.map(p => eye.at(...p)), ...run.toReversed().map(([a, b]) => eye.at(a, b, 0))], true),
    fill: theme.band,
    stroke: theme.axis,
  }))
}

/** Stretches without holes. */
function runs(points: readonly [number, number, number | null][]): [number, number, number][][] {
  const found: [number, number, number][][] = [[]]
  for (const [x, y, z] of points) {
    if (z === null) found.push([])
    else found.at(-1)!.push([x, y, z])
  }
  return found.filter(run => run.length > 1)
}

/** Numbers and names along the two near edges of the plane, and along the upright edge at the left. */
function scales(surface: SurfaceDiagram, grid: Grid, eye: Projection, theme: Theme): Shape[] {
  const near = nearest(eye)
  const middle = eye.at(0.5, 0.5, 0)
  /** Text beyond a point of the plane's edge, away from the middle as the edge's own middle lies. */
  const beyond = (at: Point, edge: Point, by: number, words: string, strong = false): Shape => {
    const [dx, dy] = [edge[0] - middle[0], edge[1] - middle[1]]
    const far = Math.hypot(dx, dy) || 1
    const align = dx < -0.2 * far ? 'end' : dx > 0.2 * far ? 'start' : 'middle'
    const [x, y] = [at[0] + (dx / far) * by, at[1] + (dy / far) * by]
    return textAt(words, x, y + 4, strong ? theme.ink2 : theme.ink3, { align, weight: strong ? 500 : 400, room: 120 })
  }
  const along = (axis: 'x' | 'y'): Shape[] => {
    const { of } = grid[axis]
    const at = (t: number): Point => (axis === 'x' ? eye.at(t, near.y, 0) : eye.at(near.x, t, 0))
    const edge = at(0.5)
    const ticks = ticksOf(of[0], of.at(-1)!, 4)
    return [
      ...ticks.map(t => beyond(at(grid.place[axis](t)), edge, 9, formatTick(t, surface[axis].label))),
      beyond(edge, edge, 34, surface[axis].label, true),
    ]
  }
  // The upright edge farthest to the left is never hidden by the surface.
  const corners: [number, number][] = [[0, 0], [1, 0], [1, 1], [0, 1]] // prettier-ignore
  const [x, y] = corners.reduce((a, b) => (eye.at(...b, 0)[0] < eye.at(...a, 0)[0] ? b : a))
  const [foot, top] = [eye.at(x, y, 0), eye.at(x, y, 1)]
  const ends = ticksUp(surface, grid).flatMap((t): Shape[] => {
    const z = grid.place.z(t)
    // At the foot stand the numbers of the plane.
    if (z === null || z < 0.08) return []
    const [px, py] = eye.at(x, y, z)
    return [
      { kind: 'path', d: `M${fine(px)} ${fine(py)}h-4`, stroke: theme.axis },
      textAt(formatTick(t, surface.z.label), px - 8, py + 4, theme.ink3, { align: 'end' }),
    ]
  })
  const label = surface.z.scale === 'log' ? `${surface.z.label} (log)` : surface.z.label
  return [
    ...along('x'),
    ...along('y'),
    { kind: 'path', d: outline([foot, top], false), stroke: theme.axis },
    ...ends,
    textAt(label, Math.max(4, top[0] - 40), Math.max(12, top[1] - 10), theme.ink2, { weight: 500, room: 140 }),
  ]
}

function ticksUp({ z }: SurfaceDiagram, { low, high }: Grid): number[] {
  if (z.scale !== 'log') return ticksOf(low, high, 3)
  const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)]
  const step = Math.max(1, Math.ceil((to - from) / 3))
  return from > to
    ? [low, high]
    : Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => 10 ** (from + i * step))
}

/** Ways over the surface: a line along it, thin and pale where the surface hides it, a ring at the start, a marker at every step or, of many, at the end. */
function waysOver(
  { paths = [] }: SurfaceDiagram,
  grid: Grid,
  eye: Projection,
  theme: Theme,
): { shapes: Shape[]; points: SurfaceScene['points'] }[] {
  const shown = paths.slice(0, mostWays)
  const marks = seriesMarks(shown, theme)
  return shown.map(({ name, points }, k) => {
    const steps = points.slice(0, mostSteps).flatMap(([x, y, z]): (Place & SurfaceScene['points'][number])[] => {
      const [px, py] = [grid.place.x(x), grid.place.y(y)]
      const up = z === undefined ? heightAt(grid, px, py) : grid.place.z(z)
      if (up === null || !(px >= 0 && px <= 1 && py >= 0 && py <= 1)) return []
      return [{ x: px, y: py, z: up, lies: z === undefined, at: eye.at(px, py, up), of: [x, y, z ?? null], way: name }]
    })
    if (steps.length === 0) return { shapes: [], points: [] }
    const { color, dash } = marks[k]
    const pieces = seenPieces(steps, grid, eye)
    const drawn = (seen: boolean): string =>
      pieces.flatMap(p => (p.seen === seen ? [outline(p.points, false)] : [])).join('')
    const signs = (steps.length <= mostSigns ? steps : steps.slice(-1)).filter(s => isSeen(s, grid, eye))
    const [first] = steps
    return {
      points: steps,
      shapes: [
        { kind: 'path', d: drawn(false), stroke: color, width: 1.25, dash: [1, 3] },
        { kind: 'path', d: drawn(true), stroke: theme.surface, width: 4 },
        { kind: 'path', d: drawn(true), stroke: color, width: 2, ...(dash !== 'solid' && { dash }) },
        ...signs.map((s): Shape => ({
          ...markerAt(marks[k], ...s.at, s === steps.at(-1) ? 5.5 : 3),
          stroke: theme.surface,
          width: 1,
        })),
        {
          ...markerAt({ ...marks[k], marker: 'circle' }, ...first.at, 4.5),
          fill: theme.surface,
          stroke: color,
          width: 2,
        },
      ],
    }
  })
}

/** A point in the unit box; one that lies on the surface follows it to the next. */
interface Place {
  x: number
  y: number
  z: number
  lies: boolean
}

/** Pieces between two steps. */
const between = 5

/** The way through steps in pieces that are seen and pieces that the surface hides. */
function seenPieces(steps: readonly Place[], grid: Grid, eye: Projection): { seen: boolean; points: Point[] }[] {
  const pieces: { seen: boolean; points: Point[] }[] = []
  steps.forEach((from, i) => {
    const to = steps[i + 1] as Place | undefined
    for (let part = 0; part < (to ? between : 1); part++) {
      const t = part / between
      const mixed = (a: number, b: number | undefined): number => a + t * ((b ?? a) - a)
      const [x, y] = [mixed(from.x, to?.x), mixed(from.y, to?.y)]
      const z = (from.lies && to?.lies ? heightAt(grid, x, y) : null) ?? mixed(from.z, to?.z)
      const [seen, at] = [isSeen({ x, y, z }, grid, eye), eye.at(x, y, z)]
      pieces.at(-1)?.points.push(at)
      if (pieces.at(-1)?.seen !== seen) pieces.push({ seen, points: [at] })
    }
  })
  return pieces.filter(p => p.points.length > 1)
}

/** Places looked at on the way from a point to the eye. */
const looks = 24

/** Whether nothing of the surface stands between a point of the unit box and the eye. */
function isSeen({ x, y, z }: Pick<Place, 'x' | 'y' | 'z'>, grid: Grid, { towards }: Projection): boolean {
  for (let i = 1; i <= looks; i++) {
    const far = (Math.SQRT2 * i) / looks
    const up = z + far * towards.z
    if (up > 1) return true
    const surface = heightAt(grid, x + far * towards.x, y + far * towards.y)
    if (surface !== null && surface > up + 0.01) return false
  }
  return true
}

function gridPoints({ x, y, z, heights }: Grid, eye: Projection): SurfaceScene['points'] {
  return z.flatMap((line, i) =>
    line.flatMap((up, j): SurfaceScene['points'] =>
      up === null ? [] : [{ at: eye.at(x.at[j], y.at[i], up), of: [x.of[j], y.of[i], heights[i][j]] }],
    ),
  )
}
