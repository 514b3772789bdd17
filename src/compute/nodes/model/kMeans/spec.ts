import { defineNode, frameIn, modelOut } from '../../../../shared/node'
import { choice, integer, list, number, seed } from '../../../../shared/params'

export const spec = defineNode({
  type: 'model.kMeans',
  version: 1,
  title: 'K-means',
  summary: 'Parts the rows into k clusters so that rows are close to the mean of their cluster.',
  group: 'model',
  icon: 'circle-dot',
  part: 'model',
  inputs: frameIn,
  outputs: modelOut,
  folds: 'replay',
  task: 'clustering',
  needs: { features: 'numeric', missing: 'refuse', weights: true },
  parameters: {
    nClusters: integer({ default: 8, min: 1, max: 10_000, help: 'Number of clusters, k.' }),
    init: choice(['kMeans++', 'random'], {
      section: 'Optimiser',
      help: 'How the first centres are chosen.',
      about: {
        'kMeans++': 'rows far from the centres chosen so far, the best of a few draws each time',
        random: 'rows drawn evenly',
      },
    }),
    nInit: integer({
      default: 10,
      min: 1,
      max: 1000,
      section: 'Optimiser',
      help: 'Number of starts; the one of least inertia is kept.',
    }),
    maxIter: integer({ default: 300, min: 1, max: 100_000, section: 'Optimiser', help: 'Most steps of one start.' }),
    tol: number({
      default: 1e-4,
      min: 0,
      max: 1,
      section: 'Optimiser',
      help: 'A start ends when the squared way of all centres in a step is at most tol × the mean variance of the features.',
    }),
    searchK: list<readonly number[] | null>({
      default: null,
      of: 'integer',
      length: 2,
      min: 1,
      max: 1000,
      nullMeans: 'no search',
      help: 'Also fits every k from the first to the second number and shows inertia and silhouette by k.',
    }),
    seed,
  },
  attributes: {
    centers: 'k × p: mean of each cluster, in the units of the features',
    inertia: 'sum over rows of weight × squared distance to the nearest centre',
    labels:
      'cluster of each training row, 0 … k − 1; null above 10,000 rows, where the column cluster of the frame holds them',
    sizes: 'training rows in each cluster',
    nIterations: 'steps of the start that was kept',
    searchK: 'k, inertia and silhouette for each k of searchK (null without)',
    features: 'names of the features, in the order of the columns of centers',
    rows: 'training rows used',
  },
  blocks: {
    clusters: 'Clusters',
    centroids: 'Ways of the centres',
    pictures: 'Centres as pictures',
    centers: 'Centres',
    inertia: 'Inertia by step',
    elbow: 'Inertia by number of clusters',
    silhouette: 'Silhouette by number of clusters',
  },
})
