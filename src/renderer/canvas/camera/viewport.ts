import type { Position } from '../../../shared/pipeline/edit'
import { around, type Box, overlap } from '../../layout/geometry'

/** What part of the canvas is seen: a place p on it is at p · zoom + (x, y) of the window. */
export interface Viewport {
  x: number
  y: number
  zoom: number
}

interface Insets {
  head: number
  left: number
  right: number
  foot: number
}

const side = 16
/** Room at the foot for the tools. */
const foot = 64
const gap = 12

/** Width and height that a fit has at 100 %. */
export const roomIn = ([width, height]: Position): Position => [width - 2 * side, height - side - foot]

/**
 * Shows all of some boxes, as large as it goes up to 100 %, in the middle of what is free. `over`: what lies over the canvas (tools, map), in pixels of
 * the window; no box goes below it, and the way past it that leaves the most room is taken.
 */
export function fitOf(boxes: readonly Box[], [width, height]: Position, over: readonly Box[]): Viewport {
  const all = around(boxes)
  if (!all) return { x: 0, y: 0, zoom: 1 }
  let best: Viewport | undefined
  for (const insets of insetsFor([width, height], over)) {
    const made = within(all, [width, height], insets)
    if (best && made.zoom <= best.zoom * 1.001) continue
    if (!boxes.some(box => over.some(o => overlap(around([onScreen(box, made)], gap / 2)!, o)))) best = made
  }
  return best ?? within(all, [width, height], { head: side, left: side, right: side, foot })
}

/** Ways to keep clear of what lies over the canvas: the tools' strip first. */
function* insetsFor([width, height]: Position, over: readonly Box[]): Generator<Insets> {
  // What lies across the top takes its strip; what lies lower can be passed at a side.
  const across = over.filter(o => o.width > width / 2 && o.y + o.height < height / 2)
  const head = Math.max(side, ...across.map(o => o.y + o.height + gap))
  over = over.filter(o => !across.includes(o))
  const onLeft = over.filter(o => o.x + o.width / 2 < width / 2).map(o => o.x + o.width + gap)
  const onRight = over.filter(o => o.x + o.width / 2 >= width / 2).map(o => width - o.x + gap)
  for (const low of [foot, side, ...over.map(o => height - o.y + gap)])
    for (const left of [side, ...onLeft]) for (const right of [side, ...onRight]) yield { head, left, right, foot: low }
}

function within(box: Box, [width, height]: Position, insets: Insets): Viewport {
  const [across, down] = [width - insets.left - insets.right, height - insets.head - insets.foot]
  const zoom = Math.max(0.1, Math.min(1, across / box.width, down / box.height))
  const x = insets.left + (across - box.width * zoom) / 2 - box.x * zoom
  const y = insets.head + (down - box.height * zoom) / 2 - box.y * zoom
  return { x: Math.round(x), y: Math.round(y), zoom }
}

const onScreen = (box: Box, { x, y, zoom }: Viewport): Box => ({
  x: box.x * zoom + x,
  y: box.y * zoom + y,
  width: box.width * zoom,
  height: box.height * zoom,
})

/**
 * What is seen moved so that a box does not lie below what lies over the canvas: up or down, whichever is nearer, where it stays in sight.
 */
export function uncovered(box: Box, height: number, now: Viewport, over: readonly Box[]): Viewport {
  const seen = onScreen(box, now)
  const covering = over.find(o => overlap(seen, o))
  if (!covering) return now
  const up = seen.y + seen.height + gap - covering.y
  const down = covering.y + covering.height + gap - seen.y
  const by = [-up, down]
    .filter(d => seen.y + d >= 0 && seen.y + d + seen.height <= height)
    .sort((a, b) => Math.abs(a) - Math.abs(b))[0]
  return by === undefined ? now : { ...now, y: now.y + by }
}

/**
 * Moves what is seen just so far that some boxes are in it, with `margin` around them. Where they do not fit it zooms out, at most to the half; where
 * that is not enough, the first of them counts alone. Undefined where all is seen already.
 */
export function revealOf(
  boxes: readonly Box[],
  [width, height]: Position,
  now: Viewport,
  margin = 24,
): Viewport | undefined {
  const box = around(boxes, margin)
  if (!box || width <= 0 || height <= 0) return undefined
  const zoom = Math.min(now.zoom, width / box.width, height / box.height)
  if (boxes.length > 1 && zoom < now.zoom / 2) return revealOf(boxes.slice(0, 1), [width, height], now, margin)
  // Zoomed about the middle of what is seen.
  const by = zoom / now.zoom
  const then = { x: width / 2 + (now.x - width / 2) * by, y: height / 2 + (now.y - height / 2) * by, zoom }
  const seen = onScreen(box, then)
  const [dx, dy] = [shift(seen.x, seen.width, width), shift(seen.y, seen.height, height)]
  return dx === 0 && dy === 0 && zoom === now.zoom ? undefined : { x: then.x + dx, y: then.y + dy, zoom }
}

function shift(low: number, length: number, seen: number): number {
  if (low < 0) return -low
  return low + length > seen ? Math.max(seen - low - length, -low) : 0
}
