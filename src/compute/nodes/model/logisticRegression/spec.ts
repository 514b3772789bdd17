import { defineNode, frameIn, modelOut } from '../../../../shared/node'
import { choice, flag, integer, number, optionalNumber } from '../../../../shared/params'

export const spec = defineNode({
  type: 'model.logisticRegression',
  version: 1,
  title: 'Logistic regression',
  summary: 'Learns the probability of each class from a weighted sum of the features.',
  group: 'model',
  icon: 'spline',
  part: 'model',
  inputs: frameIn,
  outputs: modelOut,
  needs: { features: 'numeric', missing: 'refuse', target: 'classification', weights: true },
  task: 'classification',
  folds: 'replay',
  parameters: {
    penalty: choice(['l2', 'none'], {
      section: 'Regularisation',
      help: 'What holds the coefficients small.',
      about: {
        l2: 'half the sum of their squares; the intercept is free',
        none: 'nothing: maximum likelihood, with standard errors when there are two classes',
      },
    }),
    c: number({
      default: 1,
      min: 1e-12,
      max: 1e12,
      logarithmic: true,
      section: 'Regularisation',
      help: 'Weight of the loss against the penalty: smaller holds the coefficients smaller.',
      when: { penalty: ['l2'] },
    }),
    solver: choice(['lbfgs', 'newton', 'gradientDescent'], {
      section: 'Optimiser',
      help: 'How the minimum is found. All lead to the same one.',
      about: {
        lbfgs: 'learns the curvature from the last ten steps',
        newton: 'computes the curvature; few steps, for up to 1,024 coefficients',
        gradientDescent: 'walks downhill with all rows; slow, and good to watch',
      },
    }),
    multinomial: choice(['auto'], {
      advanced: true,
      help: 'How several classes are handled.',
      about: {
        auto: 'two classes: one row of coefficients, for the last in sorted order; more: softmax, one row for each',
      },
    }),
    classWeight: choice(['none', 'balanced'], {
      section: 'Regularisation',
      help: 'Whether rare classes count more.',
      about: {
        none: 'every row counts alike, or by the weight column',
        balanced: 'every class counts alike, whatever its number of rows',
      },
    }),
    learningRate: optionalNumber({
      above: 0,
      max: 1e6,
      logarithmic: true,
      nullMeans: '1 / the largest curvature of the loss',
      section: 'Optimiser',
      help: 'Step size over standardised columns.',
      when: { solver: ['gradientDescent'] },
    }),
    maxIter: integer({
      default: 100,
      min: 1,
      max: 1_000_000,
      logarithmic: true,
      section: 'Optimiser',
      help: 'Most iterations.',
    }),
    tol: number({
      default: 1e-4,
      above: 0,
      max: 1,
      logarithmic: true,
      section: 'Optimiser',
      help: 'Done when no slope of the mean loss, over standardised columns, is larger.',
    }),
    fitIntercept: flag({
      default: true,
      advanced: true,
      help: 'Learn an intercept. Without one, a score of 0 stands where all features are 0.',
    }),
  },
  attributes: {
    classes: 'the target’s own values, sorted',
    features: 'names of the columns learned from, in the order of the coefficients',
    rows: 'number of training rows',
    coefficients:
      'log-odds per unit of each feature: p numbers for the last class with two classes, else one list of p for each class',
    intercept: 'log-odds where all features are 0: a number with two classes, else one for each class',
    oddsRatios: 'exp(coefficients), in the same shape; null beyond the range of numbers',
    standardErrors:
      'of the intercept, then of each feature; null with a penalty, with more than two classes, or where none exist',
    zValues: 'estimates divided by their standard errors, intercept first; null as there',
    pValues: 'two-sided, of the hypothesis that the estimate is 0, intercept first; null as there',
    confidenceIntervals: '[low, high] at 95 %, intercept first; null as there',
    logLikelihood: 'of the training rows, with their weights, without the penalty',
    mcFaddenRSquared: '1 − logLikelihood / that of a model that knows only the shares of the classes',
    nIterations: 'iterations of the solver, without the Newton steps that finish in double precision',
    converged: 'whether the solver met its tolerance',
  },
  blocks: {
    pictures: 'Coefficients as pictures',
    estimates: 'Estimates',
    coefficients: 'Coefficients',
    loss: 'Loss by iteration',
    sigmoid: 'Probability',
    boundary: 'Decision boundary',
  },
})
