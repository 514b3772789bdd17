import { type Code, call } from '../../../engine/code'
import type { spec } from './spec'

/** scikit-learn has no gradient descent with all rows; its lbfgs leads to the same minimum. */
const solvers = { lbfgs: 'lbfgs', newton: 'newton-cg', gradientDescent: 'lbfgs' } as const

export const code: Code<(typeof spec)['parameters']> = params => ({
  imports: ['from sklearn.linear_model import LogisticRegression'],
  expression: call('LogisticRegression', {
    ...(params.penalty === 'none' ? { penalty: null } : { C: params.c }),
    solver: solvers[params.solver],
    max_iter: params.maxIter,
    tol: params.tol,
    class_weight: params.classWeight === 'balanced' ? 'balanced' : undefined,
    fit_intercept: params.fitIntercept ? undefined : false,
  }),
})
