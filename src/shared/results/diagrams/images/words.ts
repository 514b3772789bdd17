import type { Cell, ImagesDiagram, Picture, TableBlock } from '../../blocks'
import { cleanLabel } from '../../charts/labels'
import { formatCount, formatShort } from '../../format'
import { textBytes } from './png'

/** Whether it was taken for something else than it is. */
export const isMistake = ({ truth, said }: Picture): boolean =>
  truth !== undefined && said !== undefined && truth !== said

/** A picture in words: "Picture 3 of 40, row 112. True 9, taken for 5." */
export function pictureWords({ pictures, columns, lines }: ImagesDiagram, at: number): string {
  const { caption, truth, said, row, height, width } = pictures[at]
  const place = columns
    ? [lines?.[Math.floor(at / columns.length)], columns[at % columns.length]].filter(Boolean).join(', ')
    : ''
  const taken =
    truth === undefined
      ? said && `Taken for ${said}.`
      : said === undefined
        ? `True ${truth}.`
        : isMistake(pictures[at])
          ? `True ${truth}, taken for ${said}.`
          : `True ${truth}, and taken for it.`
  return [
    `${place || `Picture ${at + 1} of ${pictures.length}`}${row === undefined ? '' : `, row ${row}`}, ${height} × ${width} pixels.`,
    caption && (/[.!?…]$/.test(caption) ? caption : `${caption}.`),
    taken,
  ]
    .filter(Boolean)
    .map(part => cleanLabel(String(part)))
    .join(' ')
}

/** What one pixel holds: "row 3, column 5: 212". */
export function pixelWords(picture: Picture, row: number, column: number): string {
  const { width, pixels, values } = picture
  const at = row * width + column
  const bytes = pixels && textBytes(pixels.bytes)
  const held = bytes
    ? [...bytes.subarray(at * pixels.channels, (at + 1) * pixels.channels)].join(', ')
    : values
      ? values.of[at] === null
        ? 'missing'
        : formatShort(values.of[at])
      : ''
  return `row ${row + 1}, column ${column + 1}${held && `: ${held}`}`
}

/** A gallery in a sentence. */
export function imagesSentence({ pictures, columns }: ImagesDiagram): string {
  if (pictures.length === 0) return 'No pictures.'
  const mistakes = pictures.filter(isMistake).length
  const told = pictures.filter(p => p.truth !== undefined && p.said !== undefined).length
  const [{ height, width }] = pictures
  const sized = pictures.every(p => p.height === height && p.width === width) ? ` of ${height} × ${width} pixels` : ''
  const order = columns ? `, by ${columns.map(cleanLabel).join(', ')}` : ''
  return `${formatCount(pictures.length, 'picture')}${sized}${order}.${told > 0 ? ` ${formatCount(mistakes, 'mistake')} of ${told}.` : ''}`
}

/** A gallery as a table, one line a picture. */
export function imagesTable(images: ImagesDiagram): Pick<TableBlock, 'columns' | 'rows' | 'rowIds'> {
  const { pictures, columns, lines } = images
  const names = [
    'picture',
    ...(columns ? ['line', 'column'] : []),
    'caption',
    'truth',
    'taken for',
    'row',
    'height',
    'width',
    'least',
    'most',
    'mean',
  ]
  const rows = pictures.map((p, i): Cell[] => [
    i + 1,
    ...(columns
      ? [lines?.[Math.floor(i / columns.length)] ?? Math.floor(i / columns.length) + 1, columns[i % columns.length]]
      : []),
    p.caption ?? null,
    p.truth ?? null,
    p.said ?? null,
    p.row ?? null,
    p.height,
    p.width,
    ...spread(p),
  ])
  return { columns: names.map(name => ({ name })), rows }
}

function spread({ pixels, values }: Picture): (number | null)[] {
  const known = [...((pixels && textBytes(pixels.bytes)) ?? values?.of ?? [])].filter(
    (v): v is number => v !== null && Number.isFinite(v),
  )
  if (known.length === 0) return [null, null, null]
  let [low, high, sum] = [Infinity, -Infinity, 0]
  for (const v of known) [low, high, sum] = [Math.min(low, v), Math.max(high, v), sum + v]
  return [low, high, sum / known.length]
}
