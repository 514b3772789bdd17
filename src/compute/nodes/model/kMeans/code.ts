import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

export const code: Code<(typeof spec)['parameters']> = ({ nClusters, init, nInit, maxIter, tol, seed }) => ({
  imports: ['from sklearn.cluster import KMeans'],
  expression: call('KMeans', {
    n_clusters: nClusters,
    init: init === 'random' ? 'random' : 'k-means++',
    n_init: nInit,
    max_iter: maxIter,
    tol,
    random_state: seed ?? undefined,
  }),
})
