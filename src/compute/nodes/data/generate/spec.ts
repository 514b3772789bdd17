import { defineNode, frameOut } from '../../../../shared/node'
import { choice, integer, optionalNumber, seed } from '../../../../shared/params'

export const spec = defineNode({
  type: 'data.generate',
  version: 1,
  title: 'Generate',
  summary: 'Makes a table from a known model, to try methods on data whose truth is known.',
  group: 'data',
  icon: 'dices',
  inputs: [],
  outputs: frameOut,
  gives: 'target',
  folds: 'pooled',
  parameters: {
    kind: choice(['blobs', 'moons', 'classification', 'regression'], {
      help: 'The model that the rows come from.',
      about: {
        blobs: 'round clouds, one per class, about centres drawn evenly in [−10, 10]',
        moons: 'two interleaved half circles in the plane',
        classification: 'tilted, overlapping clouds, one per class; half of the features say nothing',
        regression: 'a linear function of normal features plus noise; half of the features say nothing',
      },
    }),
    rows: integer({ default: 500, min: 1, max: 10_000_000, logarithmic: true, help: 'Number of rows.' }),
    features: integer({
      default: 2,
      min: 1,
      max: 1000,
      help: 'Number of features.',
      when: { kind: ['blobs', 'classification', 'regression'] },
    }),
    classes: integer({
      default: 3,
      min: 1,
      max: 26,
      help: 'Number of classes, named A, B, C and so on; their sizes differ by at most one row.',
      when: { kind: ['blobs', 'classification'] },
    }),
    noise: optionalNumber({
      min: 0,
      max: 1e6,
      nullMeans: '1 for blobs and classification, 0.1 for moons, 10 for regression',
      help: 'Standard deviation of the normal noise: around the centres, the half circles or the linear function.',
    }),
    seed,
  },
  attributes: {
    kind: 'the model that the rows come from',
    noise: 'standard deviation of the noise',
    centers: 'classes × features: the true centres (blobs, classification), else null',
    coefficients: 'the true coefficients, in the order of the features (regression), else null',
    intercept: 'the true intercept (regression), else null',
    informative: 'names of the features that the target depends on',
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
  },
  blocks: { scatter: 'Generated rows' },
})
