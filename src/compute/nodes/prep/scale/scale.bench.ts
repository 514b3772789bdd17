import { apart, type NodeBench } from '../../../testing/nodeBench'

export const bench: NodeBench = {
  type: 'prep.scale',
  params: { method: 'standard' },
  settings: 'StandardScaler',
  milliseconds: 6,
  differences: (summary, answer) => [
    { of: 'means', found: apart(summary['mean'], answer['mean']), allowed: 1e-6 },
    { of: 'deviations', found: apart(summary['scale'], answer['scale']), allowed: 1e-6 },
  ],
}
