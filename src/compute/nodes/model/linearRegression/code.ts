import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

const from = (name: string): string[] => [`from sklearn.linear_model import ${name}`]

/** Gradient descent becomes the exact solver of the same objective: scikit-learn has no full-batch descent. */
export const code: Code<(typeof spec)['parameters']> = ({ penalty, alpha, l1Ratio, fitIntercept, maxIter, tol }) => {
  const constant = fitIntercept ? {} : { fit_intercept: false }
  switch (penalty) {
    case 'none':
      return { imports: from('LinearRegression'), expression: call('LinearRegression', constant) }
    case 'l2':
      return { imports: from('Ridge'), expression: call('Ridge', { alpha, ...constant }) }
    case 'l1':
      return { imports: from('Lasso'), expression: call('Lasso', { alpha, ...constant, max_iter: maxIter, tol }) }
    case 'elasticNet':
      return {
        imports: from('ElasticNet'),
        expression: call('ElasticNet', { alpha, l1_ratio: l1Ratio, ...constant, max_iter: maxIter, tol }),
      }
  }
}
