import { defineNode, frameIn, modelOut } from '../../../../shared/node'
import { flag, optionalNumber } from '../../../../shared/params'

export const spec = defineNode({
  type: 'model.pca',
  version: 1,
  title: 'Principal components',
  summary: 'Turns the features into uncorrelated directions, ordered by how much the rows vary along them.',
  group: 'model',
  icon: 'move-3d',
  inputs: frameIn,
  outputs: modelOut,
  folds: 'replay',
  task: 'decomposition',
  needs: { features: 'numeric', missing: 'refuse', target: 'optional', weights: true },
  parameters: {
    nComponents: optionalNumber({
      above: 0,
      max: 10_000,
      nullMeans: 'as many as there are rows or features, whichever is less',
      help: 'Number of components; below 1, the share of the variance that they must hold together.',
    }),
    whiten: flag({ default: false, help: 'Divide the scores of each component by their standard deviation.' }),
  },
  attributes: {
    components: 'k × p: each row is a direction of length 1 over the features; its largest loading is positive',
    explainedVariance: 'variance of the rows along each component (÷ n − 1)',
    explainedVarianceRatio: 'share of the total variance along each component; null where there is no variance',
    singularValues: 'of the centred rows: √((n − 1) · explainedVariance)',
    mean: 'mean of each feature',
    nComponents: 'number of components, k',
    features: 'names of the features, in the order of the columns of components',
    rows: 'training rows used',
  },
  blocks: {
    scree: 'Variance by component',
    biplot: 'Biplot',
    reconstruction: 'Reconstruction error by number of components',
    loadings: 'Loadings',
    pictures: 'Components as pictures',
  },
})
