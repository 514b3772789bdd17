import type { Summary } from '../engine/node'

/**
 * What `npm run bench -- models` measures of a node; `<name>.bench.ts` exports it as `bench`. `<name>.bench.py` beside it does the same with
 * scikit-learn: `fit(x, y, label, seed)` is timed, and `answer(x, y, label)` gives what a right fit must find.
 */
export interface NodeBench {
  type: string
  params: Record<string, unknown>
  target?: 'y' | 'label'
  /** What scikit-learn is set to, in words. */
  settings: string
  /** To be reached at 100,000 rows on lavapipe, two cores. */
  milliseconds?: number
  /** On SwiftShader ml.js may be ahead. */
  slowOnSwiftShader?: true
  /** How far the answers lie apart, and how far they may: a wrong answer is not timed. */
  differences(summary: Summary, answer: Answer, sample: Sample): Difference[]
}

export interface Difference {
  of: string
  found: number
  allowed: number
}

/** What the peer found; which fields there are depends on the node. */
export type Answer = Readonly<Record<string, number | readonly number[] | readonly (readonly number[])[]>>

/** Columns of n doubles: the features, then a numeric target and one of two classes. */
export type Sample = { x: Float64Array[]; y: Float64Array; label: Float64Array }

/** Largest difference, relative to the largest of the peer's numbers. */
export function apart(ours: unknown, theirs: Answer[string] | undefined): number {
  const [a, b] = [ours as readonly number[], theirs as readonly number[]]
  const reach = b.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  return b.reduce((most, x, i) => Math.max(most, Math.abs(x - a[i])), 0) / reach
}

/** Coefficients and intercept beside those of the peer. */
export function coefficientsApart(summary: Summary, answer: Answer, allowed: number): Difference[] {
  const ours = [...(summary['coefficients'] as readonly number[]), summary['intercept'] as number]
  const theirs = [...(answer['coefficients'] as readonly number[]), answer['intercept'] as number]
  return [{ of: 'coefficients', found: apart(ours, theirs), allowed }]
}
