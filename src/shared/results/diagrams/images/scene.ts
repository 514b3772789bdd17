import type { ImagesDiagram, Picture } from '../../blocks'
import { textWidth } from '../../charts/labels'
import { formatShort } from '../../format'
import { inkOn, type Theme } from '../../theme'
import { type Box, type Item, rectangle, type Scene, type Shape, textAt } from '../scene'
import { edgePath, hatchPath, isSized, largestOf, maskOf, pictureAddress, pixelPath, valueColor } from './pixels'
import { isMistake, pictureWords } from './words'

/** Pixels of the page that the longer side of a small picture takes at least, and of a large one at most. */
const [least, most] = [88, 168]
const gap = 12
const line = 15
/** Room for the names of lines, and for the heads of columns. */
const [nameRoom, headRoom] = [112, 22]
/** Around all, for the edge of what has the keyboard. */
const rim = 5
/** A pixel this large has room for its number. */
const numbered = 30

export interface ImagesView {
  width: number
  /** Only so many of the first pictures, with a note of how many there are. */
  most?: number
  /** Of the place where one picture is shown large. */
  height?: number
  /** Rows whose pictures stand out. */
  picked?: ReadonlySet<number>
}

/** Pictures side by side, each with what it is and what it was taken for; or the one that is open, as large as its place. */
export function imagesScene(images: ImagesDiagram, theme: Theme, view: ImagesView): Scene {
  const { open, pictures } = images
  if (open !== undefined && pictures[open] && view.height !== undefined)
    return openScene(images, open, theme, { width: view.width, height: view.height })
  const shown = pictures.slice(0, view.most)
  const side = Math.max(1, ...shown.filter(isSized).flatMap(p => [p.height, p.width]))
  // Whole multiples of small pictures, so that all their pixels are of one size.
  const scale = side <= least ? Math.max(1, Math.round(least / side)) : Math.min(1, most / side)
  const cellWidth = Math.max(least, Math.max(0, ...shown.filter(isSized).map(p => p.width * scale)))
  const { columns, lines = [] } = images
  const left = columns && lines.length > 0 ? nameRoom : 0
  const across = columns?.length || Math.max(1, Math.floor((view.width - 2 * rim + gap) / (cellWidth + gap)))
  const items: Item[] = (columns ?? []).map((name, i) => ({
    shapes: [
      textAt(name, left + rim + i * (cellWidth + gap) + cellWidth / 2, 14, theme.ink3, {
        align: 'middle',
        room: cellWidth,
      }),
    ],
  }))
  let y = columns ? headRoom : rim
  for (let from = 0; from < shown.length; from += across) {
    const row = shown.slice(from, from + across)
    const high = Math.max(...row.map(p => (isSized(p) ? p.height * scale : least)))
    const name = left > 0 ? lines[from / across] : undefined
    if (name !== undefined)
      items.push({ shapes: [textAt(name, 0, y + 14, theme.ink, { size: 12, weight: 500, room: nameRoom - 12 })] })
    row.forEach((p, i) => {
      const cell = { x: left + rim + i * (cellWidth + gap), y, width: cellWidth, height: high }
      const chosen = p.row !== undefined && view.picked?.has(p.row) === true
      items.push({ ...pictureItem(images, from + i, cell, scale, chosen, theme), chosen })
    })
    y += high + line * Math.max(...row.map(p => said(p, theme).length)) + gap
  }
  if (shown.length < pictures.length) {
    items.push({ shapes: [textAt(`first ${shown.length} of ${pictures.length} shown`, 0, y + 10, theme.ink3)] })
    y += 16
  }
  return {
    width: Math.max(view.width, columns ? left + 2 * rim + across * (cellWidth + gap) - gap : 0),
    height: Math.max(1, y - gap + 4),
    items,
  }
}

function pictureItem(images: ImagesDiagram, at: number, cell: Box, scale: number, chosen: boolean, theme: Theme): Item {
  const picture = images.pictures[at]
  const [width, height] = isSized(picture) ? [picture.width * scale, picture.height * scale] : [cell.width, least]
  const box = { x: cell.x + (cell.width - width) / 2, y: cell.y, width, height }
  const below = said(picture, theme)
  return {
    key: String(at),
    label: pictureWords(images, at),
    box: { ...cell, height: cell.height + below.length * line },
    shapes: [
      ...pictureShapes(images, picture, box, theme),
      ...(chosen
        ? [
            {
              kind: 'path' as const,
              d: rectangle(box.x - 2, box.y - 2, width + 4, height + 4, 3),
              stroke: theme.accent,
              width: 2.5,
            },
          ]
        : []),
      ...below.map(({ text, fill, weight }, i) =>
        textAt(text, cell.x + cell.width / 2, cell.y + cell.height + 14 + i * line, fill, {
          align: 'middle',
          weight,
          room: cell.width + 6,
        }),
      ),
    ],
  }
}

/** The lines below a picture. */
function said(picture: Picture, theme: Theme): { text: string; fill: string; weight: number }[] {
  const { caption, truth } = picture
  const plain = (text: string | undefined): { text: string; fill: string; weight: number }[] =>
    text ? [{ text, fill: theme.ink2, weight: 400 }] : []
  const wrong = isMistake(picture)
  return [
    ...plain(caption),
    ...plain(truth),
    ...(wrong
      ? [{ text: `said ${picture.said}`, fill: theme.bad, weight: 600 }]
      : plain(truth === undefined ? picture.said : undefined)),
  ]
}

/** The picture with its masks in a box, and an edge. */
function pictureShapes(images: ImagesDiagram, picture: Picture, box: Box, theme: Theme): Shape[] {
  const href = pictureAddress(picture, largestOf(images, picture), theme)
  const place = { x: box.x, y: box.y, side: box.width / picture.width }
  const edge = isMistake(picture) ? { stroke: theme.bad, width: 2 } : { stroke: theme.axis, width: 1 }
  const bare = href === undefined && !picture.masks
  return [
    { kind: 'path', d: rectangle(box.x, box.y, box.width, box.height), fill: theme.surface },
    ...(href === undefined ? [] : [{ kind: 'image' as const, ...box, href }]),
    ...maskShapes(picture, place, href !== undefined, theme),
    ...(bare
      ? [
          textAt('no picture', box.x + box.width / 2, box.y + box.height / 2 + 4, theme.ink3, {
            align: 'middle',
            room: box.width,
          }),
        ]
      : []),
    { kind: 'path', d: rectangle(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1), ...edge },
  ]
}

/** How masks are drawn: what both say, what was said too much (hatched), what was missed, and the true edge. */
export const maskColors = (theme: Theme): { both: string; tooMuch: string; missed: string; edge: string } => ({
  both: theme.series[0],
  tooMuch: theme.series[1],
  missed: theme.series[5],
  edge: theme.ink,
})

function maskShapes(
  picture: Picture,
  place: { x: number; y: number; side: number },
  over: boolean,
  theme: Theme,
): Shape[] {
  const [truth, said] = [maskOf(picture, 'truth'), maskOf(picture, 'said')]
  const { width } = picture
  const colors = maskColors(theme)
  const fill = (inside: readonly boolean[], color: string, opacity: number): Shape[] =>
    inside.some(Boolean)
      ? [{ kind: 'path', d: pixelPath(inside, width, place), fill: color, opacity: over ? opacity : 1 }]
      : []
  const alone = truth ?? said
  if (!alone) return []
  if (!truth || !said) return fill(alone, truth ? colors.edge : colors.both, 0.55)
  const both = truth.map((t, i) => t && said[i])
  const tooMuch = said.map((s, i) => s && !truth[i])
  const missed = truth.map((t, i) => t && !said[i])
  return [
    ...fill(both, colors.both, 0.5),
    ...fill(tooMuch, colors.tooMuch, 0.3),
    ...(tooMuch.some(Boolean)
      ? [{ kind: 'path' as const, d: hatchPath(tooMuch, width, place), stroke: colors.tooMuch, width: 1.25 }]
      : []),
    ...fill(missed, colors.missed, 0.75),
    ...(truth.some(Boolean)
      ? [
          { kind: 'path' as const, d: edgePath(truth, width, place), stroke: theme.surface, width: 2.75 },
          { kind: 'path' as const, d: edgePath(truth, width, place), stroke: colors.edge, width: 1.25 },
        ]
      : []),
  ]
}

/** One picture as large as its place, in whole multiples where it is enlarged; with the numbers of its pixels where they have room. */
function openScene(
  images: ImagesDiagram,
  at: number,
  theme: Theme,
  { width, height }: { width: number; height: number },
): Scene {
  const picture = images.pictures[at]
  const below = said(picture, theme)
  const room = Math.max(24, height - 2 * rim - below.length * line)
  const fit = isSized(picture) ? Math.min((width - 2 * rim) / picture.width, room / picture.height) : 1
  const scale = fit > 1 ? Math.floor(fit) : fit
  const size = isSized(picture)
    ? { width: picture.width * scale, height: picture.height * scale }
    : { width: least, height: least }
  const box = { x: Math.max(rim, (width - size.width) / 2), y: rim, ...size }
  const { values } = picture
  const texts =
    values?.of.length === picture.height * picture.width && scale >= numbered
      ? values.of.map(v => (v === null ? '' : formatShort(v)))
      : []
  const legible = texts.every(t => textWidth(t) <= scale - 2)
  const largest = largestOf(images, picture)
  const neighbour = (by: number): string => String(Math.min(images.pictures.length - 1, Math.max(0, at + by)))
  return {
    width,
    height: size.height + 2 * rim + below.length * line,
    items: [
      {
        key: String(at),
        label: pictureWords(images, at),
        box,
        open: true,
        to: { left: neighbour(-1), right: neighbour(1), up: String(at), down: String(at) },
        shapes: [
          ...pictureShapes(images, picture, box, theme),
          ...(legible ? texts : []).map((text, i) =>
            textAt(
              text,
              box.x + ((i % picture.width) + 0.5) * scale,
              box.y + (Math.floor(i / picture.width) + 0.5) * scale + 4,
              inkOn(valueColor(values!.of[i], values!.scale, largest, theme)),
              { align: 'middle' },
            ),
          ),
          ...below.map(({ text, fill, weight }, i) =>
            textAt(text, width / 2, box.y + size.height + 14 + i * line, fill, {
              align: 'middle',
              weight,
              room: width,
            }),
          ),
        ],
      },
    ],
  }
}
