import { figure, reaches, type TaskSpec } from './task'

/** Rows of a group in the order of their score; the figures are means over groups. */
export const ranking: TaskSpec = {
  title: 'Ranking',
  verb: 'Rank',
  says: ['values'],
  column: 'prediction',
  learnsTarget: true,
  figures: [
    figure('ndcg@k', 'nDCG@k', true),
    figure('map', 'MAP', true),
    figure('mrr', 'MRR', true),
    figure('precision@k', 'Precision@k', true),
    figure('hitRate', 'Hit rate', true),
  ],
  sentence: judged =>
    reaches(judged, { key: 'ndcg@k', label: 'nDCG@k', format: 'figure' }, ' (1 is the best order there is)'),
}
