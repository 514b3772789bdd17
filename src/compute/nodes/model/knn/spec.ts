import { defineNode, frameIn, modelOut } from '../../../../shared/node'
import { choice, integer, number } from '../../../../shared/params'

export const spec = defineNode({
  type: 'model.knn',
  version: 1,
  title: 'Nearest neighbours',
  summary: 'Predicts from the training rows that are most like the row.',
  group: 'model',
  icon: 'radar',
  inputs: frameIn,
  outputs: modelOut,
  needs: { features: 'numeric', missing: 'refuse', target: 'any' },
  folds: 'replay',
  parameters: {
    task: choice(['auto', 'classification', 'regression'], {
      help: 'What the target is taken for; auto goes by its kind.',
      advanced: true,
    }),
    nNeighbors: integer({ default: 5, min: 1, max: 1000, help: 'Training rows that are asked, k.' }),
    weights: choice(['uniform', 'distance'], {
      help: 'How much each of them counts.',
      about: { uniform: 'all alike', distance: 'by 1 / distance; rows at distance 0 count alone' },
    }),
    metric: choice(
      ['euclidean', 'manhattan', 'minkowski', 'chebyshev', 'cosine', 'hamming', 'jaccard', 'simpleMatching'],
      {
        help: 'How far apart two rows are.',
        about: {
          euclidean: 'the straight line',
          manhattan: 'the sum of the differences',
          minkowski: 'powers of the differences, by p',
          chebyshev: 'the largest difference',
          cosine: 'the angle between the rows',
          hamming: 'the share of features that differ',
          jaccard: 'of the features that one of the two has (is not 0), the share that only one has',
          simpleMatching: 'the share of features that one has and the other has not',
        },
      },
    ),
    p: number({
      default: 2,
      min: 1,
      max: 100,
      help: 'Exponent of the Minkowski distance.',
      when: { metric: ['minkowski'] },
    }),
  },
  attributes: {},
  blocks: { boundary: 'Decision boundary', surface: 'Fitted surface', neighbours: 'Who is asked' },
})
