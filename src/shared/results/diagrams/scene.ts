import { escapeHtml } from '../../escape'
import { cleanLabel, fitLabel } from '../charts/labels'
import { markerPath, type Mark } from '../charts/marks'
import type { Theme } from '../theme'

/** A picture as plain shapes, the same for the page, for reports and for saved files. Lengths are pixels. */
export interface Scene {
  width: number
  height: number
  /** Pixels above 0 that are drawn too: room of a legend. */
  above?: number
  items: Item[]
}

/** Shapes that belong together. With a key it is a thing to point at and to walk to, and `label` tells it in words. */
export interface Item {
  shapes: Shape[]
  key?: string
  label?: string
  box?: Box
  /** Of a tree: how deep it lies, and whether what is below it is shown. */
  level?: number
  open?: boolean
  /** Stands out now. */
  chosen?: boolean
  /** Where arrow keys go from here; where one is missing, to the nearest item in its direction. */
  to?: Partial<Record<Arrow, string>>
}

export type Arrow = 'up' | 'down' | 'left' | 'right'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export type Shape = PathShape | TextShape | ImageShape

export interface PathShape {
  kind: 'path'
  d: string
  fill?: string
  stroke?: string
  width?: number
  dash?: readonly number[]
  opacity?: number
}

export interface TextShape {
  kind: 'text'
  x: number
  y: number
  text: string
  fill: string
  size?: number
  weight?: number
  align?: 'start' | 'middle' | 'end'
  /** Degrees by which it is turned around its point, clockwise. */
  turn?: number
  /** Colour around the letters, where they stand on lines. */
  halo?: string
}

/** A PNG as a data: address; its pixels stay squares. */
export interface ImageShape extends Box {
  kind: 'image'
  href: string
}

/** Pixels of a halo, half of them outside of the letters. */
export const haloWidth = 5

/** The element that draws a shape, with attributes that need no style sheet. Text and values are not escaped yet. */
export function shapeElement(shape: Shape): {
  tag: string
  attributes: Record<string, string | number>
  text?: string
} {
  switch (shape.kind) {
    case 'path': {
      const { d, fill = 'none', stroke, width = 1, dash, opacity } = shape
      return {
        tag: 'path',
        attributes: {
          d,
          fill,
          'fill-rule': 'evenodd',
          ...(stroke !== undefined && { stroke, 'stroke-width': width }),
          ...(dash && { 'stroke-dasharray': dash.join(' ') }),
          ...(opacity !== undefined && { opacity }),
        },
      }
    }
    case 'text': {
      const { x, y, text, fill, size = 11, weight = 400, align = 'start', turn, halo } = shape
      return {
        tag: 'text',
        attributes: {
          x: fine(x),
          y: fine(y),
          fill,
          'font-size': size,
          'font-weight': weight,
          'text-anchor': align,
          ...(turn !== undefined && { transform: `rotate(${turn} ${fine(x)} ${fine(y)})` }),
          ...(halo !== undefined && {
            stroke: halo,
            'stroke-width': haloWidth,
            'stroke-linejoin': 'round',
            'paint-order': 'stroke',
          }),
        },
        text,
      }
    }
    case 'image': {
      const { x, y, width, height, href } = shape
      return {
        tag: 'image',
        attributes: { x, y, width, height, href, preserveAspectRatio: 'none', 'image-rendering': 'pixelated' },
      }
    }
  }
}

/**
 * A scene as standalone SVG text. `label` is its name for screen readers, `background` a colour behind it, `fit` the most pixels that it may be
 * wide: beyond it is drawn smaller.
 */
export function sceneSvg(
  { width, height, above = 0, items }: Scene,
  theme: Theme,
  label: string,
  { background, fit = Infinity }: { background?: string; fit?: number } = {},
): string {
  const written = ({ tag, attributes, text }: ReturnType<typeof shapeElement>): string => {
    const pairs = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    return text === undefined ? `<${tag}${pairs.join('')}/>` : `<${tag}${pairs.join('')}>${escapeHtml(text)}</${tag}>`
  }
  const whole = rectangle(0, -above, width, height + above)
  const behind: Shape[] = background === undefined ? [] : [{ kind: 'path', d: whole, fill: background }]
  const scale = Math.min(1, fit / width)
  const [w, h] = [fine(width), fine(height + above)]
  const size = `width="${fine(w * scale)}" height="${fine(h * scale)}" viewBox="0 ${-above} ${w} ${h}"`
  const shapes = [...behind, ...items.flatMap(i => i.shapes)].map(s => written(shapeElement(s)))
  return `<svg role="img" aria-label="${escapeHtml(label)}" xmlns="http://www.w3.org/2000/svg" ${size} font-family="${escapeHtml(theme.font)}">${shapes.join('')}</svg>`
}

/** Path of a rectangle, with rounded corners where `r` is given. */
export function rectangle(x: number, y: number, width: number, height: number, r = 0): string {
  const [w, h] = [Math.max(0, width), Math.max(0, height)]
  if (r === 0) return `M${fine(x)} ${fine(y)}h${fine(w)}v${fine(h)}h${fine(-w)}Z`
  const c = Math.min(r, w / 2, h / 2)
  const arc = (dx: number, dy: number): string => `a${fine(c)} ${fine(c)} 0 0 1 ${fine(dx)} ${fine(dy)}`
  return `M${fine(x + c)} ${fine(y)}h${fine(w - 2 * c)}${arc(c, c)}v${fine(h - 2 * c)}${arc(-c, c)}h${fine(2 * c - w)}${arc(-c, -c)}v${fine(2 * c - h)}${arc(c, -c)}Z`
}

/** A marker around a point. */
export function markerAt(mark: Mark, x: number, y: number, r: number): PathShape {
  return { kind: 'path', d: moved(markerPath(mark.marker, r), x, y), fill: mark.color }
}

/** Text cut to `room` pixels. */
export const textAt = (
  text: string,
  x: number,
  y: number,
  fill: string,
  style: Omit<Partial<TextShape>, 'kind' | 'text'> & { room?: number } = {},
): TextShape => {
  const { room, ...rest } = style
  const shown = room === undefined ? cleanLabel(text) : fitLabel(text, room, rest.size ?? 11)
  return { kind: 'text', x, y, text: shown, fill, ...rest }
}

/** A marker's path moved from (0, 0): its moves, lines and arcs are absolute. */
function moved(path: string, x: number, y: number): string {
  return path.replace(/([MLA])([^MLAZ]*)/g, (_, command: string, numbers: string) => {
    const values = numbers.trim().split(/\s+/).map(Number)
    const end = values.length - 2
    return command + [...values.slice(0, end), fine(values[end] + x), fine(values[end + 1] + y)].join(' ')
  })
}

/** Tenths of a pixel: shorter paths, and no difference to be seen. */
export const fine = (v: number): number => Math.round(v * 10) / 10
