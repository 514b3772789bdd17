import { type Activation, activationValue } from '../activation'

export interface Product {
  batch: number
  m: number
  n: number
  k: number
  a: ArrayLike<number>
  b: ArrayLike<number>
  /** Whether `a` (`b`) is one matrix for all of the batch. */
  oneA?: boolean
  oneB?: boolean
  transposeA?: boolean
  transposeB?: boolean
  bias?: ArrayLike<number>
  activation?: Activation
  /** What the product is added to. */
  out?: ArrayLike<number>
}

/** The product in double precision, by its definition. */
export function matmulTwin(p: Product): Float64Array {
  const { batch, m, n, k } = p
  const result = new Float64Array(batch * m * n)
  for (let s = 0; s < batch; s++)
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = p.out?.[(s * m + i) * n + j] ?? 0
        for (let l = 0; l < k; l++) {
          const inA = (p.oneA ? 0 : s * m * k) + (p.transposeA ? l * m + i : i * k + l)
          const inB = (p.oneB ? 0 : s * k * n) + (p.transposeB ? j * k + l : l * n + j)
          sum += p.a[inA] * p.b[inB]
        }
        result[(s * m + i) * n + j] = activationValue(p.activation ?? 'linear', sum + (p.bias?.[j] ?? 0))
      }
  return result
}
