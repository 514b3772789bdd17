import { pngAddress } from './png'

interface Size {
  height: number
  width: number
  channels: number
}

/** Grey pictures whose brightest byte is less are stretched: digits of 0 to 16 would be black. */
const dim = 64

/** The brightest byte that grey pictures are drawn by: 255 unless all of them are dim. */
export function brightest({ channels }: Size, pixels: Uint8Array): number {
  let most = 0
  for (const byte of pixels) most = Math.max(most, byte)
  return channels === 1 && most > 0 && most < dim ? most : 255
}

/** A picture as a data: address; undefined where it has no size, or channels that no picture has. */
export function pictureOf({ height, width, channels }: Size, pixels: Uint8Array, most: number): string | undefined {
  if (height * width === 0 || (channels !== 1 && channels !== 3 && channels !== 4)) return undefined
  const bytes = most === 255 ? pixels : Uint8Array.from(pixels, byte => (255 * byte) / most)
  return pngAddress(height, width, channels, bytes)
}
