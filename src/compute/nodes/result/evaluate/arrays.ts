/** The values of the rows `index`. Plain loops: `from` with a function takes ten times as long, seconds at a million rows. */
export function numbersAt(values: Float64Array, index: Uint32Array): Float64Array {
  const out = new Float64Array(index.length)
  for (let i = 0; i < index.length; i++) out[i] = values[index[i]]
  return out
}

export function codesAt(values: Int32Array, index: Uint32Array): Int32Array {
  const out = new Int32Array(index.length)
  for (let i = 0; i < index.length; i++) out[i] = values[index[i]]
  return out
}

/** Arrays one after the other: the held-out rows of all folds. */
export const joinedNumbers = (parts: readonly Float64Array[]): Float64Array =>
  fill(new Float64Array(length(parts)), parts)
export const joinedCodes = (parts: readonly Int32Array[]): Int32Array => fill(new Int32Array(length(parts)), parts)
export const joinedRows = (parts: readonly Uint32Array[]): Uint32Array => fill(new Uint32Array(length(parts)), parts)

const length = (parts: readonly { length: number }[]): number => parts.reduce((sum, p) => sum + p.length, 0)

function fill<T extends Float64Array | Int32Array | Uint32Array>(out: T, parts: readonly T[]): T {
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
