import type { Random } from '../../../random/random'

/**
 * Deals n rows into parts of the given sizes (their sum is n), in random order where `random` is given, in row order otherwise.
 * With `strata` (a class per row, −1 for none) every part gets its share of every class, to within one row.
 */
export function deal(
  n: number,
  sizes: readonly number[],
  strata: Int32Array | undefined,
  random: Random | undefined,
): Uint8Array {
  const order = random ? random.permutation(n) : Uint32Array.from({ length: n }, (_, i) => i)
  const owner = new Uint8Array(n)
  if (!strata) {
    let at = 0
    for (const [part, size] of sizes.entries()) for (let i = 0; i < size; i++) owner[order[at++]] = part
    return owner
  }
  const byClass = new Map<number, number[]>()
  for (const row of order) {
    const members = byClass.get(strata[row])
    if (members) members.push(row)
    else byClass.set(strata[row], [row])
  }
  const left = [...sizes]
  let rest = n
  for (const members of [...byClass].sort(([a], [b]) => a - b).map(([, rows]) => rows)) {
    const take = share(members.length, left, rest)
    let at = 0
    for (const [part, size] of take.entries()) {
      for (let i = 0; i < size; i++) owner[members[at++]] = part
      left[part] -= size
    }
    rest -= members.length
  }
  return owner
}

/** Splits m rows in proportion to what the parts still want, by largest remainder, never more than a part wants. */
function share(m: number, left: readonly number[], rest: number): number[] {
  const exact = left.map(size => (m * size) / rest)
  const take = exact.map((x, part) => Math.min(Math.floor(x), left[part]))
  let missing = m - take.reduce((a, b) => a + b, 0)
  const byRemainder = exact
    .map((x, part) => ({ part, remainder: x - Math.floor(x) }))
    .sort((a, b) => b.remainder - a.remainder || a.part - b.part)
  while (missing > 0)
    for (const { part } of byRemainder)
      if (missing > 0 && take[part] < left[part]) {
        take[part]++
        missing--
      }
  return take
}
