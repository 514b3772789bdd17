import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

/** Those that scikit-learn brings along; the others are read from a file that Write table makes. */
const loaders: Readonly<Record<string, string>> = {
  iris: 'load_iris',
  wine: 'load_wine',
  breastCancer: 'load_breast_cancer',
  diabetes: 'load_diabetes',
  digits: 'load_digits',
}

export const code: Code<(typeof spec)['parameters']> = ({ name }) =>
  Object.hasOwn(loaders, name)
    ? {
        imports: [`from sklearn.datasets import ${loaders[name]}`],
        expression: `${call(loaders[name], { as_frame: true })}.frame`,
      }
    : { imports: ['import pandas as pd'], expression: call('pd.read_csv', { filepath_or_buffer: `${name}.csv` }) }
