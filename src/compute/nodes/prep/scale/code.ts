import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

const names = {
  standard: 'StandardScaler',
  minMax: 'MinMaxScaler',
  robust: 'RobustScaler',
  maxAbs: 'MaxAbsScaler',
  normalize: 'Normalizer',
} as const

export const code: Code<(typeof spec)['parameters']> = ({ method, norm }) => ({
  imports: [`from sklearn.preprocessing import ${names[method]}`],
  expression: call(names[method], method === 'normalize' ? { norm } : {}),
})
