import { coefficientsApart, type NodeBench } from '../../../testing/nodeBench'

export const bench: NodeBench = {
  type: 'model.logisticRegression',
  params: { solver: 'lbfgs', c: 1, tol: 1e-4, maxIter: 100 },
  target: 'label',
  settings: 'LogisticRegression(lbfgs, C=1, tol=1e-4)',
  milliseconds: 80,
  differences: (summary, answer) => coefficientsApart(summary, answer, 1e-3),
}
