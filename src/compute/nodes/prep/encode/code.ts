import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

export const code: Code<(typeof spec)['parameters']> = ({ method, drop }) =>
  method === 'ordinal'
    ? {
        imports: ['from sklearn.preprocessing import OrdinalEncoder'],
        expression: call('OrdinalEncoder', { handle_unknown: 'use_encoded_value', unknown_value: -1 }),
      }
    : {
        imports: ['from sklearn.preprocessing import OneHotEncoder'],
        expression: call('OneHotEncoder', { handle_unknown: 'ignore', drop: drop === 'first' ? 'first' : undefined }),
      }
