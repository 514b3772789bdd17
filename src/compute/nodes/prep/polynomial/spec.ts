import { defineNode, frameIn, frameOut } from '../../../../shared/node'
import { columns, flag, integer } from '../../../../shared/params'

export const spec = defineNode({
  type: 'prep.polynomial',
  version: 1,
  title: 'Polynomial features',
  summary: 'Adds powers and products of numeric features, so that a linear model can bend.',
  group: 'prep',
  icon: 'superscript',
  inputs: frameIn,
  outputs: frameOut,
  folds: 'replay',
  parameters: {
    degree: integer({ default: 2, min: 1, max: 12, help: 'Highest sum of exponents in a term.' }),
    interactionOnly: flag({ default: false, help: 'Only products of different features, no powers.' }),
    includeBias: flag({
      default: false,
      advanced: true,
      help: 'Add a column of ones; linear models have their own intercept.',
    }),
    columns: columns({
      nullMeans: 'all numeric features',
      accepts: ['number', 'integer', 'boolean'],
      help: 'The features to multiply; the others stay as they are.',
    }),
  },
  attributes: {
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
    features: 'names of the features that were multiplied',
    terms: 'names of all terms, in the order of scikit-learn: by degree, then by feature',
    powers: 'exponents of each term, one per name in `features`',
  },
  blocks: { terms: 'Terms by degree' },
})
