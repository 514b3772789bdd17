import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

/** scikit-learn's name of simple matching, on columns of true and false. */
const metrics: Readonly<Record<string, string>> = { simpleMatching: 'hamming' }

export const code: Code<(typeof spec)['parameters']> = ({ nNeighbors, weights, metric, p }, { task }) => {
  const name = task === 'regression' ? 'KNeighborsRegressor' : 'KNeighborsClassifier'
  const truths = metric === 'jaccard' || metric === 'simpleMatching'
  const estimator = call(name, {
    n_neighbors: nNeighbors,
    weights: weights === 'uniform' ? undefined : weights,
    metric: metrics[metric] ?? metric,
    p: metric === 'minkowski' ? p : undefined,
  })
  return truths
    ? {
        imports: [
          'from sklearn.pipeline import make_pipeline',
          'from sklearn.preprocessing import FunctionTransformer',
          `from sklearn.neighbors import ${name}`,
        ],
        expression: `make_pipeline(FunctionTransformer(lambda x: x != 0), ${estimator})`,
      }
    : { imports: [`from sklearn.neighbors import ${name}`], expression: estimator }
}
