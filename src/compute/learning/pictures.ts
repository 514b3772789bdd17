import type { Block, Picture } from '../../shared/results/blocks'
import { bytesText } from '../../shared/results/diagrams/images/png'
import { formatNumber } from '../../shared/results/format'
import type { Training } from '../engine/training'
import { pictureShape, type PictureShape } from '../frame/picture'

/** Pictures of a block, and numbers in all of them together: half a megabyte of results. */
const [mostPictures, mostNumbers] = [60, 50_000]

/** Numbers that belong to the pixels, and what they are. */
export interface Pixels {
  of: ArrayLike<number>
  caption: string
}

/** Lists of p numbers, one for each name, as pictures of signed numbers where the rows are pictures. */
export function weightPictures(
  { columns, steps }: Pick<Training, 'columns' | 'steps'>,
  weights: Float64Array,
  names: readonly string[],
  head: { id: string; title: string; caption: string },
): Block[] {
  const shape = pictureShape(columns, steps)
  if (!shape) return []
  const p = weights.length / names.length
  const pixels = names.map((caption, k) => ({ of: weights.subarray(k * p, (k + 1) * p), caption }))
  return picturesBlock(shape, pixels, 'signed', head)
}

/**
 * What a model learned of each pixel as pictures: amounts, or signed numbers about 0 (those of one channel only: colours have no sign). Nothing
 * where there is nothing to draw.
 */
export function picturesBlock(
  { height, width, channels }: PictureShape,
  all: readonly Pixels[],
  scale: 'amount' | 'signed',
  { caption, ...head }: { id: string; title: string; caption: string },
): Block[] {
  const size = height * width * channels
  const shown = all.slice(0, Math.min(mostPictures, Math.max(1, Math.floor(mostNumbers / size))))
  const colours = channels === 3 || channels === 4
  if (shown.length === 0 || (channels !== 1 && (scale === 'signed' || !colours))) return []
  const few = shown.length < all.length ? ` The first ${shown.length} of ${formatNumber(all.length, 'integer')}.` : ''
  const pictures = shown.map(({ of, caption: said }): Picture => {
    const picture = { height, width, caption: said }
    if (colours) {
      const bytes = Uint8Array.from(of, x => Math.min(255, Math.max(0, Math.round(x))))
      return { ...picture, pixels: { channels, bytes: bytesText(bytes) } }
    }
    return { ...picture, values: { of: Array.from(of, x => (Number.isFinite(x) ? x : null)), scale } }
  })
  return [{ kind: 'chart', ...head, caption: `${caption}${few}`, chart: { type: 'images', pictures, together: true } }]
}
