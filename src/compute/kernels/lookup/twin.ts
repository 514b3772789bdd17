/** table[code], or `other` for codes below 0. */
export function lookupTwin(codes: Int32Array, table: ArrayLike<number>, other: number): number[] {
  return Array.from(codes, code => (code < 0 ? other : table[code]))
}
