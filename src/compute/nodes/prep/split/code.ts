import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

/** `auto` keeps the shares of classes, which scikit-learn's stratified splitters refuse to do for a number: it must be told `no` there. */
export const code: Code<(typeof spec)['parameters']> = params => {
  const stratified = params.stratify === 'no' ? '' : 'Stratified'
  const seed = params.shuffle ? (params.seed ?? 42) : undefined
  switch (params.method) {
    case 'kFold':
      return {
        imports: [`from sklearn.model_selection import ${stratified}KFold`],
        expression: call(`${stratified}KFold`, { n_splits: params.k, shuffle: params.shuffle, random_state: seed }),
      }
    case 'column':
      return {
        imports: ['from sklearn.model_selection import PredefinedSplit'],
        expression: `PredefinedSplit((frame[${JSON.stringify(params.column)}] == "test") - 1)`,
      }
    case 'holdout':
      return {
        imports: [`from sklearn.model_selection import ${stratified}ShuffleSplit`],
        expression: call(`${stratified}ShuffleSplit`, { n_splits: 1, test_size: params.testSize, random_state: seed }),
      }
  }
}
