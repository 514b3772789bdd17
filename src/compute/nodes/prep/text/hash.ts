/** MurmurHash3 (A. Appleby, 2011; public domain), 32 bits, seed 0, of a text in UTF-8: a signed number. The hash of scikit-learn's FeatureHasher. */
export function murmur3(text: string): number {
  const bytes = encoder.encode(text)
  const whole = bytes.length - (bytes.length % 4)
  let h = 0
  for (let i = 0; i < whole; i += 4) {
    const k = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24)
    h = rotated(h ^ mixed(k), 13)
    h = (Math.imul(h, 5) + 0xe6546b64) | 0
  }
  let rest = 0
  for (let i = bytes.length - 1; i >= whole; i--) rest = (rest << 8) | bytes[i]
  h ^= mixed(rest) ^ bytes.length
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

const encoder = new TextEncoder()
const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by))
const mixed = (k: number): number => Math.imul(rotated(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593)

/** The component, 0 … n − 1, that a term falls into. */
export const hashed = (term: string, n: number): number => Math.abs(murmur3(term)) % n
