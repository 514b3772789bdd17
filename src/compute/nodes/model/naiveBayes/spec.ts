import { defineNode, frameIn, modelOut } from '../../../../shared/node'
import { choice, flag, number } from '../../../../shared/params'

export const spec = defineNode({
  type: 'model.naiveBayes',
  version: 1,
  title: 'Naive Bayes',
  summary: 'Learns how each feature is spread in each class, and takes the class under which the row is most probable.',
  group: 'model',
  icon: 'chart-area',
  inputs: frameIn,
  outputs: modelOut,
  needs: { features: 'any', missing: 'refuse', target: 'classification', weights: true },
  task: 'classification',
  folds: 'replay',
  parameters: {
    variant: choice(['gaussian', 'multinomial', 'bernoulli', 'complement', 'categorical'], {
      help: 'What the features are, and so how they are spread in a class.',
      about: {
        gaussian: 'numbers, as a bell curve with a mean and a variance in every class',
        multinomial: 'counts or weights of terms, each with its share of all that stands in a class',
        bernoulli: 'whether something is above 0, with its share of the rows of a class',
        complement: 'as multinomial, by the shares in the other classes: steadier where classes differ in size',
        categorical: 'categories, or whole numbers from 0, each with its share of the rows of a class',
      },
    }),
    alpha: number({
      default: 1,
      min: 0,
      section: 'Regularisation',
      when: { variant: ['multinomial', 'bernoulli', 'complement', 'categorical'] },
      help: 'Added to every count, so that what a class never had is rare in it and not impossible; 0 is taken as 1e-10.',
    }),
    varSmoothing: number({
      default: 1e-9,
      min: 0,
      max: 1,
      logarithmic: true,
      section: 'Regularisation',
      when: { variant: ['gaussian'] },
      help: 'Share of the largest variance of any feature that is added to all variances.',
    }),
    fitPrior: flag({ default: true, help: 'Take frequent classes as more probable beforehand; else all as equal.' }),
  },
  attributes: {
    classes: 'the target’s own values, sorted',
    features: 'names of the columns learned from, in the order of the columns of theta',
    rows: 'number of training rows',
    classPrior: 'K: probability of each class beforehand',
    theta: 'K × p: mean of each feature in each class; null but for gaussian',
    variance: 'K × p: variance of each (population), with what varSmoothing adds; null but for gaussian',
    featureLogProb:
      'K × p: ln of a feature’s share in each class (bernoulli: of rows above 0; complement: minus that in the others); categorical: p lists of K × categories; null for gaussian',
  },
  blocks: {
    pictures: 'Classes as pictures',
    densities: 'Class densities',
    telling: 'Most telling features',
    boundary: 'Decision boundary',
  },
})
