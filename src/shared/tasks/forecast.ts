import { amount, figure, reaches, share, type TaskSpec } from './task'

/** Values to come, from the end of the training rows on; figures also by step ahead (`byHorizon`). */
export const forecast: TaskSpec = {
  title: 'Forecast',
  verb: 'Forecast',
  says: ['series', 'values'],
  column: 'prediction',
  learnsTarget: true,
  figures: [
    amount('rmse', 'RMSE', true, 'low'),
    amount('mae', 'MAE', true, 'low'),
    share('mape', 'MAPE', 'low'),
    share('smape', 'sMAPE', 'low'),
    figure('mase', 'MASE', true, 'low'),
  ],
  sentence: judged =>
    reaches(
      judged,
      { key: 'mase', label: 'MASE', format: 'figure' },
      ' (below 1 is better than repeating the last season)',
    ) ?? reaches(judged, { key: 'rmse', label: 'RMSE', format: 'significant' }),
}
