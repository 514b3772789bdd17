import { LatheError } from '../../shared/errors'

/** A column that cannot go to the device: single precision has no way back from it. */
export class InfiniteCells extends LatheError {
  constructor(name?: string) {
    super({
      code: 'data',
      message: `${name ?? 'A column'} holds infinite numbers.`,
      remedy: 'Turn them into missing cells or large numbers first.',
    })
  }
}

/**
 * The coding of n doubles, NaN missing: shift is their mean, scale the largest distance from it (1 if there is none), without overflow at
 * ±1e308. Errors: `data` for infinite ones, with the column's name where it is given.
 */
export function codingOf(values: Float64Array, name?: string): { shift: number; scale: number; missing: number } {
  let low = Infinity
  let high = -Infinity
  let sum = 0
  let count = 0
  for (const x of values) {
    if (x !== x) continue
    count++
    sum += x
    if (x < low) low = x
    if (x > high) high = x
  }
  const missing = values.length - count
  if (count === 0) return { shift: 0, scale: 1, missing }
  if (low === -Infinity || high === Infinity) throw new InfiniteCells(name)
  const mean = Number.isFinite(sum) ? Math.min(high, Math.max(low, sum / count)) : low / 2 + high / 2
  const reach = Math.max(high - mean, mean - low)
  return { shift: mean, scale: reach > 0 && Number.isFinite(1 / reach) ? reach : 1, missing }
}
