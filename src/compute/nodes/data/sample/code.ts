import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

/** Those that scikit-learn brings along; the others are read from a file that Write table makes. */
const loaders: Readonly<Record<string, string>> = {
  iris: 'load_iris',
  wine: 'load_wine',
  breastCancer: 'load_breast_cancer',
  diabetes: 'load_diabetes',
}

/** The pixels of an image as columns, called as they are here. */
const digits = {
  imports: ['import pandas as pd', 'from sklearn.datasets import load_digits'],
  expression: [
    'pd.DataFrame(',
    '    load_digits().images.reshape(-1, 64),',
    '    columns=[f"image[{r},{c}]" for r in range(1, 9) for c in range(1, 9)],',
    ').assign(digit=load_digits().target)',
  ].join('\n'),
}

export const code: Code<(typeof spec)['parameters']> = ({ name }) => {
  if (name === 'digits') return digits
  return Object.hasOwn(loaders, name)
    ? {
        imports: [`from sklearn.datasets import ${loaders[name]}`],
        expression: `${call(loaders[name], { as_frame: true })}.frame`,
      }
    : { imports: ['import pandas as pd'], expression: call('pd.read_csv', { filepath_or_buffer: `${name}.csv` }) }
}
