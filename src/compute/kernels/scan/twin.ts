import { sizeOf } from '../../tensor/tensor'
import type { ScanOperation, ScanOptions } from './scan'

const joins: Record<ScanOperation, readonly [neutral: number, join: (a: number, b: number) => number]> = {
  sum: [0, (a, b) => a + b],
  product: [1, (a, b) => a * b],
  min: [Infinity, (a, b) => Math.min(a, b)],
  max: [-Infinity, (a, b) => Math.max(a, b)],
}

/** Running op along an axis counted from the front, in double precision. */
export function scanTwin(
  op: ScanOperation,
  shape: readonly number[],
  data: ArrayLike<number>,
  axis: number,
  { exclusive = false, reverse = false }: ScanOptions,
): Float64Array {
  const [neutral, join] = joins[op]
  const out = new Float64Array(sizeOf(shape))
  const [n, inner] = [shape[axis], sizeOf(shape.slice(axis + 1))]
  for (let start = 0; start < out.length; start += n * inner)
    for (let column = 0; column < inner; column++) {
      let running = neutral
      for (let k = 0; k < n; k++) {
        const at = start + (reverse ? n - 1 - k : k) * inner + column
        const next = join(running, data[at])
        out[at] = exclusive ? running : next
        running = next
      }
    }
  return out
}
