import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

const names = {
  gaussian: 'GaussianNB',
  multinomial: 'MultinomialNB',
  bernoulli: 'BernoulliNB',
  complement: 'ComplementNB',
  categorical: 'CategoricalNB',
} as const

export const code: Code<(typeof spec)['parameters']> = ({ variant, alpha, varSmoothing, fitPrior }) => ({
  imports: [`from sklearn.naive_bayes import ${names[variant]}`],
  expression:
    variant === 'gaussian'
      ? call('GaussianNB', { var_smoothing: varSmoothing })
      : call(names[variant], { alpha, fit_prior: fitPrior ? undefined : false }),
})
