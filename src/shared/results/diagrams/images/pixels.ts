import type { ImagesDiagram, Picture } from '../../blocks'
import { rampColor, type Theme } from '../../theme'
import { fine } from '../scene'
import { pngAddress, textBytes } from './png'

/** What the numbers of a picture are coloured by: the largest magnitude there, or of all pictures of its scale. */
export function largestOf({ pictures, together }: ImagesDiagram, picture: Picture): number {
  const scale = picture.values?.scale
  const of = together ? pictures.filter(p => p.values?.scale === scale) : [picture]
  let largest = 0
  for (const { values } of of)
    for (const v of values?.of ?? []) if (v !== null && Number.isFinite(v)) largest = Math.max(largest, Math.abs(v))
  return largest
}

/** A size that can be drawn. */
export const isSized = ({ height, width }: { height: number; width: number }): boolean =>
  [height, width].every(n => Number.isInteger(n) && n >= 1 && n <= 4096)

/** A picture's pixels, or its numbers in colours, as a PNG; undefined where it has neither, or not as many as its size says. */
export function pictureAddress(picture: Picture, largest: number, theme: Theme): string | undefined {
  const { height, width, pixels, values } = picture
  if (!isSized(picture)) return undefined
  if (pixels) {
    const bytes = textBytes(pixels.bytes)
    return bytes?.length === height * width * pixels.channels
      ? pngAddress(height, width, pixels.channels, bytes)
      : undefined
  }
  if (values?.of.length !== height * width) return undefined
  const bytes = new Uint8Array(height * width * 3)
  // Numbers of a picture are many and often alike: each of 256 colours is mixed once.
  const mixed = new Map<number | null, number[]>()
  values.of.forEach((v, i) => {
    const step =
      v === null || !Number.isFinite(v) || largest === 0 ? v : (Math.round((v / largest) * 256) / 256) * largest
    if (!mixed.has(step)) mixed.set(step, channelsOf(valueColor(step, values.scale, largest, theme)))
    bytes.set(mixed.get(step)!, 3 * i)
  })
  return pngAddress(height, width, 3, bytes)
}

/** The colour of a number: amounts from 0 to the largest, signed ones either way from 0. */
export function valueColor(value: number | null, scale: 'amount' | 'signed', largest: number, theme: Theme): string {
  if (value === null || !Number.isFinite(value)) return theme.surface
  const share = largest > 0 ? value / largest : 0
  return scale === 'signed' ? rampColor(theme.diverging, (share + 1) / 2) : rampColor(theme.sequential, share)
}

const channelsOf = (color: string): number[] => [1, 3, 5].map(i => Number.parseInt(color.slice(i, i + 2), 16))

/** Whether each pixel is inside a mask; undefined where its bytes are not as many as the picture has pixels. */
export function maskOf(picture: Picture, which: 'truth' | 'said'): boolean[] | undefined {
  const text = picture.masks?.[which]
  const bytes = text === undefined ? undefined : textBytes(text)
  return isSized(picture) && bytes?.length === picture.height * picture.width
    ? Array.from(bytes, b => b !== 0)
    : undefined
}

/** Where a picture is drawn: its corner, and the side of a pixel. */
export interface Place {
  x: number
  y: number
  side: number
}

/** Path of the pixels inside, joined to one rectangle a run; never smoothed. */
export function pixelPath(inside: readonly boolean[], width: number, { x, y, side }: Place): string {
  return lines(inside.length / width - 1, width, (row, i) => inside[row * width + i])
    .map(
      ({ line, from, to }) =>
        `M${fine(x + from * side)} ${fine(y + line * side)}h${fine((to - from) * side)}v${fine(side)}H${fine(x + from * side)}Z`,
    )
    .join('')
}

/** Path of strokes across the pixels inside, some four pixels apart on the page: hatching, for what is not to be told by colour alone. */
export function hatchPath(inside: readonly boolean[], width: number, { x, y, side }: Place): string {
  const step = Math.ceil(4 / side)
  const long = fine(step * side)
  return inside
    .flatMap((on, i) => {
      const [row, column] = [Math.floor(i / width), i % width]
      return on && row % step === 0 && column % step === 0
        ? [`M${fine(x + column * side)} ${fine(y + row * side + long)}l${long} ${-long}`]
        : []
    })
    .join('')
}

/** Path along the pixels' edges between inside and outside. */
export function edgePath(inside: readonly boolean[], width: number, { x, y, side }: Place): string {
  const height = inside.length / width
  const is = (row: number, column: number): boolean =>
    row >= 0 && row < height && column >= 0 && column < width && inside[row * width + column]
  // Level edges line by line, then upright ones; edges that follow each other are one line.
  const level = lines(height, width, (line, i) => is(line - 1, i) !== is(line, i))
  const upright = lines(width, height, (line, i) => is(i, line - 1) !== is(i, line))
  return [
    ...level.map(
      ({ line, from, to }) => `M${fine(x + from * side)} ${fine(y + line * side)}h${fine((to - from) * side)}`,
    ),
    ...upright.map(
      ({ line, from, to }) => `M${fine(x + line * side)} ${fine(y + from * side)}v${fine((to - from) * side)}`,
    ),
  ].join('')
}

/** Stretches on lines 0 … `count`, each `length` long, where something holds. */
function lines(
  count: number,
  length: number,
  holds: (line: number, i: number) => boolean,
): { line: number; from: number; to: number }[] {
  const found: { line: number; from: number; to: number }[] = []
  for (let line = 0; line <= count; line++)
    for (let i = 0; i < length; i++) {
      if (!holds(line, i)) continue
      const last = found.at(-1)
      if (last?.line === line && last.to === i) last.to++
      else found.push({ line, from: i, to: i + 1 })
    }
  return found
}
