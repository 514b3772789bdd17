import { defineNode, framesIn, frameOut } from '../../../../shared/node'
import { seed, value } from '../../../../shared/params'

export const spec = defineNode({
  type: 'evaluate',
  version: 1,
  title: 'Evaluate',
  summary: 'Judges what models said by the rows they did not learn from.',
  group: 'result',
  icon: 'gauge',
  part: 'judge',
  inputs: framesIn,
  outputs: frameOut,
  folds: 'together',
  parameters: {
    positiveClass: value({
      nullMeans: 'the rarer one',
      of: 'classes',
      help: 'With two classes, the one that precision, recall and the curves are about.',
    }),
    seed,
  },
  attributes: {
    noticed:
      'sentences about why the scores may promise too much: columns that were learned from though they give the target away, and copies of held-out rows among those learned from',
    task: 'classification, regression or clustering, found from the predictions',
    models:
      'by model (id of the node that learned it) and partition (train, validation, test; all where there was no split): rows, the scalars, and for classes weighted, confusion, perClass, curves, intervals (95 %, not of training rows) and intervalMethods, how each was made. A figure that does not exist is null, in no mean, and reasons says why by its name (perClass.<class>.<figure> for one of a class). With k folds test is the mean over the folds that have the figure, and folds holds count, the figures of each fold, their sample deviation (÷ k − 1), and where folds lack some: defined (how many folds have it) and reasons by fold',
    names: 'by model: its name for people, distinct among the models',
    headline: 'the one figure to show first: model, partition, metric, value',
    positiveClass:
      'the class that binary figures are about: the one asked for, else the rarer one (at most two thirds of the other’s rows), else the last in sorted order; null with more classes and for other tasks',
    tests:
      'paired tests between models on the same rows, those of the chief figure first: models, metric, method, rows, pValue, adjusted (Holm), better (null when the test shows no difference), difference (what the first is ahead by) with the interval that leaves out 0 just where adjusted is below 0.05, and equal: the probability that the difference is within what is the same for practice',
  },
  blocks: {
    noticed: 'These scores may flatter',
    verdict: 'What to prefer',
    headline: 'Figures',
    partitions: 'By partition',
    folds: 'By fold',
    comparison: 'Models side by side',
    differences: 'Difference, same rows',
    tests: 'Is the difference more than chance?',
    confusion: 'Confusion matrix',
    perClass: 'By class',
    roc: 'ROC curve',
    precisionRecall: 'Precision and recall',
    calibration: 'Calibration',
    lift: 'Lift',
    thresholds: 'By threshold',
    predicted: 'Predicted against true',
    residuals: 'Residuals against predicted',
    residualHistogram: 'Residuals',
    largestErrors: 'Largest errors',
    silhouettes: 'Silhouette by cluster',
    sizes: 'Cluster sizes',
  },
})
