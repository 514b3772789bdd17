import { empty, zeros } from '../../tensor/tensor'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { matmul } from './matmul'

function product(m: number, n: number, k: number, transposeA = false, transposeB = false): KernelCase {
  const left = transposeA ? `(${k} × ${m})ᵀ` : `${m} × ${k}`
  const right = transposeB ? `(${n} × ${k})ᵀ` : `${k} × ${n}`
  return {
    title: `${left} by ${right}`,
    work: { flops: 2 * m * n * k },
    prepare(device, scope) {
      const a = zeros(scope, transposeA ? [k, m] : [m, k])
      const b = zeros(scope, transposeB ? [n, k] : [k, n])
      const out = empty(scope, [m, n])
      return () => matmul(device, a, b, out, { transposeA, transposeB })
    },
    ...(m === n && n === k && !transposeA && { peer: `matmul ${n}${transposeB ? ' transposed' : ''}` }),
  }
}

/** Squares in every transpose, and the products of a training step of a network 784-256-128-10 on 256 rows: forward, weights, inputs. */
export const bench: KernelBench = {
  name: 'matmul',
  cases: [
    product(512, 512, 512),
    product(1024, 1024, 1024),
    product(1024, 1024, 1024, true, false),
    product(1024, 1024, 1024, false, true),
    product(1024, 1024, 1024, true, true),
    product(2048, 2048, 2048),
    product(256, 256, 784),
    product(784, 256, 256, true, false),
    product(256, 128, 256),
    product(256, 128, 256, true, false),
    product(256, 256, 128, false, true),
    product(256, 10, 128),
    product(128, 10, 256, true, false),
    product(256, 128, 10, false, true),
    product(100_000, 8, 20),
  ],
}
