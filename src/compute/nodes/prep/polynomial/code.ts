import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

export const code: Code<(typeof spec)['parameters']> = ({ degree, interactionOnly, includeBias }) => ({
  imports: ['from sklearn.preprocessing import PolynomialFeatures'],
  expression: call('PolynomialFeatures', {
    degree,
    ...(interactionOnly && { interaction_only: true }),
    include_bias: includeBias,
  }),
})
