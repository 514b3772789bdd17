import type { Prediction } from '../engine/prediction'
import type { Target } from '../engine/target'
import type { Training } from '../engine/training'

/** The target of a classifier. Errors: a plain `Error` where there is none, which the engine refuses before. */
export function classesIn({ target }: Pick<Training, 'target'>): Extract<Target, { task: 'classification' }> {
  if (target?.task === 'classification') return target
  throw new Error('A classifier was given no classes.')
}

/** Sum of the weights (1 without) of the rows of each of K classes. */
export function classSums(codes: Int32Array, classes: number, weights?: Float64Array): Float64Array {
  const sums = new Float64Array(classes)
  for (let i = 0; i < codes.length; i++) sums[codes[i]] += weights ? weights[i] : 1
  return sums
}

/** Places of the rows of each of K classes, rising. */
export function placesOf(codes: Int32Array, classes: number): Uint32Array[] {
  const places = Array.from(classSums(codes, classes), count => new Uint32Array(count))
  const filled = new Uint32Array(classes)
  for (const [i, code] of codes.entries()) places[code][filled[code]++] = i
  return places
}

/**
 * Probabilities of K classes from the scores of n rows, K arrays of n, in double precision: shares of the exponentials. One array
 * alone is the score of the second of two classes against the first. Scores may be infinite, but not both −∞ and +∞ in a row.
 */
export function fromScores(scores: readonly (Float64Array | Float32Array)[]): Prediction & { kind: 'classes' } {
  const n = scores[0].length
  if (scores.length === 1) {
    const [first, second] = [new Float64Array(n), new Float64Array(n)]
    for (let i = 0; i < n; i++) {
      const s = scores[0][i]
      // Each by itself, so that the smaller keeps its digits.
      const e = Math.exp(-Math.abs(s))
      const [large, small] = [1 / (1 + e), e / (1 + e)]
      first[i] = s < 0 ? large : small
      second[i] = s < 0 ? small : large
    }
    return { kind: 'classes', probabilities: [first, second] }
  }
  const [top, sum] = [Float64Array.from(scores[0]), new Float64Array(n)]
  for (const s of scores) for (let i = 0; i < n; i++) if (s[i] > top[i]) top[i] = s[i]
  const probabilities = scores.map(s => {
    const raised = new Float64Array(n)
    for (let i = 0; i < n; i++) sum[i] += raised[i] = s[i] === top[i] ? 1 : Math.exp(s[i] - top[i])
    return raised
  })
  for (const p of probabilities) for (let i = 0; i < n; i++) p[i] /= sum[i]
  return { kind: 'classes', probabilities }
}

/** The same for one row: shares of the exponentials of its scores; of one score, those of 0 and it. */
export const sharesOf = (scores: readonly number[]): number[] =>
  fromScores(scores.map(s => Float64Array.of(s))).probabilities.map(p => p[0])
