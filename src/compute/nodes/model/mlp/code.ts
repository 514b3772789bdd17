import { type Code, call } from '../../../engine/code'
import type { spec } from './spec'

/** What scikit-learn calls the same; of others it has none. */
const activations: Readonly<Record<string, string>> = {
  relu: 'relu',
  tanh: 'tanh',
  sigmoid: 'logistic',
  linear: 'identity',
}
const solvers: Readonly<Record<string, Record<string, unknown>>> = {
  sgd: { solver: 'sgd', momentum: 0 },
  momentum: { solver: 'sgd', nesterovs_momentum: false },
  nesterov: { solver: 'sgd' },
  adam: { solver: 'adam' },
}

export const code: Code<(typeof spec)['parameters']> = (params, { task }) => {
  const { activation, optimizer, dropout, batchNorm, schedule, earlyStopping, batchSize } = params
  const missing = [
    ...(activation in activations ? [] : [activation]),
    ...(optimizer in solvers ? [] : [optimizer]),
    ...(dropout > 0 ? ['dropout'] : []),
    ...(batchNorm ? ['batch norm'] : []),
    ...(schedule === 'constant' ? [] : [`a ${schedule} schedule`]),
  ]
  const numbers = params.task === 'auto' ? task === 'regression' : params.task === 'regression'
  const name = numbers ? 'MLPRegressor' : 'MLPClassifier'
  const network = call(name, {
    hidden_layer_sizes: [...params.hiddenLayers],
    activation: activations[activation],
    ...(solvers[optimizer] ?? { solver: 'adam' }),
    learning_rate_init: params.learningRate,
    batch_size: batchSize ?? undefined,
    max_iter: params.epochs,
    // Its alpha is divided by the rows of a batch, and its squared error halved.
    alpha: (params.l2 * (batchSize ?? 200)) / (numbers ? 2 : 1),
    ...(earlyStopping ? { early_stopping: true } : {}),
    n_iter_no_change: earlyStopping ? params.patience : params.epochs,
  })
  return {
    imports: [
      ...(missing.length > 0 ? [`# scikit-learn's networks have no ${missing.join(', no ')}: left out here.`] : []),
      ...(numbers ? ['from sklearn.compose import TransformedTargetRegressor'] : []),
      `from sklearn.neural_network import ${name}`,
      'from sklearn.pipeline import make_pipeline',
      'from sklearn.preprocessing import StandardScaler',
    ],
    expression: numbers
      ? `TransformedTargetRegressor(make_pipeline(StandardScaler(), ${network}), transformer=StandardScaler())`
      : `make_pipeline(StandardScaler(), ${network})`,
  }
}
