import { coefficientsApart, type NodeBench } from '../../../testing/nodeBench'

export const bench: NodeBench = {
  type: 'model.linearRegression',
  params: {},
  target: 'y',
  settings: 'LinearRegression; ours with inference and VIF',
  milliseconds: 8,
  differences: (summary, answer) => coefficientsApart(summary, answer, 1e-6),
}
