import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

const names = {
  auto: 'median',
  mean: 'mean',
  median: 'median',
  mostFrequent: 'most_frequent',
  constant: 'constant',
} as const

export const code: Code<(typeof spec)['parameters']> = params => ({
  imports: ['from sklearn.impute import SimpleImputer'],
  expression: call('SimpleImputer', {
    strategy: names[params.strategy],
    fill_value: params.strategy === 'constant' ? params.fillValue : undefined,
    add_indicator: params.addIndicator || undefined,
  }),
})
