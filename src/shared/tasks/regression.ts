import { formatNumber } from '../results/format'
import { amount, figure, share, type TaskSpec, valueOf } from './task'

export const regression: TaskSpec = {
  title: 'Regression',
  verb: 'Regress',
  says: ['values'],
  column: 'prediction',
  learnsTarget: true,
  figures: [
    figure('r2', 'R²', true),
    figure('adjustedR2', 'Adjusted R²'),
    amount('rmse', 'RMSE', true, 'low'),
    amount('mae', 'MAE', true, 'low'),
    amount('mse', 'MSE', false, 'low'),
    amount('medianAbsoluteError', 'Median absolute error', true, 'low'),
    share('mape', 'MAPE', 'low'),
    figure('explainedVariance', 'Explained variance'),
  ],
  sentence({ model, figures, those, seen }) {
    const [r2, rmse] = [valueOf(figures, 'r2'), valueOf(figures, 'rmse')]
    if (r2 === undefined) return undefined
    const error = rmse === undefined ? '' : `, with a root mean squared error of ${formatNumber(rmse)}`
    return r2 > 0
      ? `${model} accounts for ${formatNumber(r2, 'percent')} of the target’s variance on ${those}${seen}${error}.`
      : `${model} does no better than the target’s mean on ${those}${seen} (R² ${formatNumber(r2, 'figure')})${error}.`
  },
}
