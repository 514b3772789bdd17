import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

export const code: Code<(typeof spec)['parameters']> = params => {
  const seed = params.shuffle ? (params.seed ?? 42) : undefined
  switch (params.method) {
    case 'kFold':
      return {
        imports: ['from sklearn.model_selection import StratifiedKFold'],
        expression: call('StratifiedKFold', { n_splits: params.k, shuffle: params.shuffle, random_state: seed }),
      }
    case 'column':
      return {
        imports: ['from sklearn.model_selection import PredefinedSplit'],
        expression: `PredefinedSplit((frame[${JSON.stringify(params.column)}] == "test") - 1)`,
      }
    case 'holdout':
      return {
        imports: ['from sklearn.model_selection import StratifiedShuffleSplit'],
        expression: call('StratifiedShuffleSplit', { n_splits: 1, test_size: params.testSize, random_state: seed }),
      }
  }
}
