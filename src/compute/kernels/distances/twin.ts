import type { Metric } from '../../../shared/neighbours'

const sum = (a: ArrayLike<number>, term: (x: number, j: number) => number): number =>
  Array.from(a).reduce((total, x, j) => total + term(x, j), 0)

/** The distance of two rows in double precision, by the definitions of `Metric`. */
export function distanceTwin(a: ArrayLike<number>, b: ArrayLike<number>, { name, p = 2 }: Metric): number {
  const apart = Float64Array.from(a, (x, j) => Math.abs(x - b[j]))
  const squares = sum(apart, x => x * x)
  const differ = sum(a, (x, j) => Number((x === 0) !== (b[j] === 0)))
  switch (name) {
    case 'euclidean':
      return Math.sqrt(squares)
    case 'squared':
      return squares
    case 'manhattan':
      return sum(apart, x => x)
    case 'chebyshev':
      return Math.max(0, ...apart)
    case 'minkowski':
      return sum(apart, x => x ** p) ** (1 / p)
    case 'hamming':
      return a.length === 0 ? 0 : sum(apart, x => Number(x > 0)) / a.length
    case 'simpleMatching':
      return a.length === 0 ? 0 : differ / a.length
    case 'jaccard':
      return differ === 0 ? 0 : differ / sum(a, (x, j) => Number(x !== 0 || b[j] !== 0))
    case 'cosine': {
      const lengths = Math.sqrt(sum(a, x => x * x)) * Math.sqrt(sum(b, x => x * x))
      if (lengths === 0) return Number(sum(a, x => Math.abs(x)) + sum(b, x => Math.abs(x)) > 0)
      return 1 - sum(a, (x, j) => x * b[j]) / lengths
    }
  }
}
