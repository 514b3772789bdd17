import { formatCount, formatNumber } from '../results/format'
import { amount, count, figure, share, type TaskSpec, valueOf } from './task'

export const clustering: TaskSpec = {
  title: 'Clustering',
  verb: 'Cluster',
  says: ['clusters'],
  column: 'cluster',
  learnsTarget: false,
  figures: [
    figure('silhouette', 'Silhouette', true),
    count('nClusters', 'Clusters'),
    share('noiseFraction', 'Noise'),
    // Neither end is good by itself: more clusters always lie closer.
    amount('inertia', 'Inertia', true),
    figure('daviesBouldin', 'Davies–Bouldin', true, 'low'),
    amount('calinskiHarabasz', 'Caliński–Harabasz', true, 'high'),
    figure('adjustedRand', 'Adjusted Rand', true),
    figure('adjustedMutualInformation', 'Adjusted mutual information'),
    figure('vMeasure', 'V-measure'),
  ],
  sentence({ model, figures }) {
    const [clusters, silhouette] = [valueOf(figures, 'nClusters'), valueOf(figures, 'silhouette')]
    const parts = clusters === undefined ? 'clusters' : formatCount(clusters, 'cluster')
    return `${model} parts the rows into ${parts}${silhouette === undefined ? '' : `; their mean silhouette is ${formatNumber(silhouette, 'figure')} (1 is best, 0 is none)`}.`
  },
}
