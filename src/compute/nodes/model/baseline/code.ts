import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

/** Strategies of numbers are a regressor's, all others a classifier's; auto goes by the task. */
export const code: Code<(typeof spec)['parameters']> = ({ strategy, quantile, seed }, { task }) => {
  const regressor = task === 'regression'
  const name = regressor ? 'DummyRegressor' : 'DummyClassifier'
  const known = { auto: regressor ? 'mean' : 'prior', mostFrequent: 'most_frequent' } as Readonly<
    Record<string, string>
  >
  return {
    imports: [`from sklearn.dummy import ${name}`],
    expression: call(name, {
      strategy: known[strategy] ?? strategy,
      quantile: strategy === 'quantile' ? quantile : undefined,
      random_state: strategy === 'stratified' && seed !== null ? seed : undefined,
    }),
  }
}
