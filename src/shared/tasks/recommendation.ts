import { amount, figure, reaches, type TaskSpec } from './task'

/** For every user a list of items that the user has not rated yet, the best first. */
export const recommendation: TaskSpec = {
  title: 'Recommendation',
  verb: 'Recommend',
  says: ['lists', 'values'],
  column: 'recommended',
  learnsTarget: true,
  figures: [
    figure('ndcg@k', 'nDCG@k', true),
    figure('map', 'MAP', true),
    figure('mrr', 'MRR'),
    figure('precision@k', 'Precision@k', true),
    figure('hitRate', 'Hit rate', true),
    amount('rmse', 'RMSE', true, 'low'),
    amount('mae', 'MAE', false, 'low'),
  ],
  sentence: judged =>
    reaches(judged, { key: 'hitRate', label: 'a hit rate of', format: 'figure' }) ??
    reaches(judged, { key: 'rmse', label: 'RMSE', format: 'significant' }),
}
