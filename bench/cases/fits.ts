import type { Summary } from '../../src/compute/engine/node'
import type { Sample } from '../data/samples'

/** A node measured beside scikit-learn: the same model with the same settings on both sides. */
export interface Fit {
  /** What `peers/fit.py` calls it. */
  peer: string
  type: string
  params: Record<string, unknown>
  target?: 'y' | 'label'
  settings: string
  /** How far the answers lie apart, and how far they may: a wrong answer is not timed. */
  differences(summary: Summary, answer: Answer, sample: Sample): Difference[]
}

export interface Difference {
  of: string
  found: number
  allowed: number
}

/** What the peer found; which fields there are depends on the fit. */
export type Answer = Readonly<Record<string, number | readonly number[] | readonly (readonly number[])[]>>

export const fits: readonly Fit[] = [
  {
    peer: 'scale',
    type: 'prep.scale',
    params: { method: 'standard' },
    settings: 'StandardScaler',
    differences: (summary, answer) => [
      { of: 'means', found: apart(summary['mean'], answer['mean']), allowed: 1e-6 },
      { of: 'deviations', found: apart(summary['scale'], answer['scale']), allowed: 1e-6 },
    ],
  },
  {
    peer: 'linear',
    type: 'model.linearRegression',
    params: {},
    target: 'y',
    settings: 'LinearRegression; ours with inference and VIF',
    differences: (summary, answer) => coefficients(summary, answer, 1e-6),
  },
  {
    peer: 'logistic',
    type: 'model.logisticRegression',
    params: { solver: 'lbfgs', c: 1, tol: 1e-4, maxIter: 100 },
    target: 'label',
    settings: 'LogisticRegression(lbfgs, C=1, tol=1e-4)',
    differences: (summary, answer) => coefficients(summary, answer, 1e-3),
  },
  {
    peer: 'kMeans',
    type: 'model.kMeans',
    params: { nClusters: 8, init: 'random', nInit: 1, maxIter: 10, tol: 0 },
    settings: 'KMeans(8, random, n_init=1, max_iter=10, tol=0, lloyd): ten Lloyd steps from one start',
    differences: (summary, answer, sample) => {
      const inertia = summary['inertia'] as number
      const own = inertiaOf(sample.x, summary['centers'] as readonly (readonly number[])[])
      return [
        { of: 'steps', found: Math.abs(10 - (summary['nIterations'] as number)), allowed: 0 },
        { of: 'inertia of the centres, in doubles', found: Math.abs(inertia - own) / own, allowed: 1e-5 },
        // Starts differ, and ten steps do not make up for it: seeds of one program differ by one or two percent.
        { of: 'inertia above ten seeds', found: inertia / (answer['highest'] as number) - 1, allowed: 0.02 },
      ]
    },
  },
  {
    peer: 'pca',
    type: 'model.pca',
    params: { nComponents: 10 },
    settings: 'PCA(10, svd_solver="full")',
    differences: (summary, answer) => [
      { of: 'variances', found: apart(summary['explainedVariance'], answer['variance']), allowed: 1e-5 },
      { of: 'components', found: turned(summary['components'], answer['components']), allowed: 1e-5 },
    ],
  },
]

/** How far the answers lie apart, in words. Errors: an answer that is not the peer's. */
export function mustAgree(fit: Fit, summary: Summary, answer: Answer, data: Sample): string {
  const differences = fit.differences(summary, answer, data)
  const wrong = differences.find(({ found, allowed }) => !(found <= allowed))
  if (wrong) throw new Error(`${wrong.of} differ by ${wrong.found.toPrecision(2)}; ${wrong.allowed} is allowed`)
  return differences.map(({ of, found }) => `${of} ${found.toPrecision(1)}`).join(', ')
}

/** Largest difference, relative to the largest of the peer's numbers. */
function apart(ours: unknown, theirs: Answer[string] | undefined): number {
  const [a, b] = [ours as readonly number[], theirs as readonly number[]]
  const reach = b.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  return b.reduce((most, x, i) => Math.max(most, Math.abs(x - a[i])), 0) / reach
}

function coefficients(summary: Summary, answer: Answer, allowed: number): Difference[] {
  const ours = [...(summary['coefficients'] as readonly number[]), summary['intercept'] as number]
  const theirs = [...(answer['coefficients'] as readonly number[]), answer['intercept'] as number]
  return [{ of: 'coefficients', found: apart(ours, theirs), allowed }]
}

/** 1 − |cosine| of the directions that lie furthest apart; their signs are arbitrary. */
function turned(ours: unknown, theirs: Answer[string] | undefined): number {
  const [a, b] = [ours as readonly (readonly number[])[], theirs as readonly (readonly number[])[]]
  return Math.max(...b.map((v, k) => 1 - Math.abs(v.reduce((s, x, j) => s + x * a[k][j], 0))))
}

/** Sum of the squared distances to the nearest centre, in double precision. */
function inertiaOf(x: readonly Float64Array[], centers: readonly (readonly number[])[]): number {
  let sum = 0
  for (let i = 0; i < x[0].length; i++) {
    let least = Infinity
    for (const centre of centers) {
      let distance = 0
      for (let j = 0; j < x.length; j++) distance += (x[j][i] - centre[j]) ** 2
      least = Math.min(least, distance)
    }
    sum += least
  }
  return sum
}
