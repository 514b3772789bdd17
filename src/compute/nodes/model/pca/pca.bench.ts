import { type Answer, apart, type NodeBench } from '../../../testing/nodeBench'

export const bench: NodeBench = {
  type: 'model.pca',
  params: { nComponents: 10 },
  settings: 'PCA(10, svd_solver="full")',
  differences: (summary, answer) => [
    { of: 'variances', found: apart(summary['explainedVariance'], answer['variance']), allowed: 1e-5 },
    { of: 'components', found: turned(summary['components'], answer['components']), allowed: 1e-5 },
  ],
}

/** 1 − |cosine| of the directions that lie furthest apart; their signs are arbitrary. */
function turned(ours: unknown, theirs: Answer[string] | undefined): number {
  const [a, b] = [ours as readonly (readonly number[])[], theirs as readonly (readonly number[])[]]
  return Math.max(...b.map((v, k) => 1 - Math.abs(v.reduce((s, x, j) => s + x * a[k][j], 0))))
}
