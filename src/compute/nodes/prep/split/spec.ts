import { defineNode, frameIn, frameOut } from '../../../../shared/node'
import { choice, column, flag, integer, number, seed } from '../../../../shared/params'

export const spec = defineNode({
  type: 'prep.split',
  version: 1,
  title: 'Split',
  summary: 'Parts the rows into those that models learn from and those that they are judged by.',
  group: 'prep',
  icon: 'split',
  part: 'split',
  inputs: frameIn,
  outputs: frameOut,
  folds: 'together',
  parameters: {
    method: choice(['holdout', 'kFold', 'column'], {
      help: 'How rows are parted.',
      about: {
        holdout: 'a share of the rows is held out once',
        kFold: 'k times, a different k-th of the rows is held out; figures are means over the folds',
        column: 'a column says train, validation or test',
      },
    }),
    testSize: number({
      default: 0.25,
      above: 0,
      below: 1,
      help: 'Share of the rows held out for the test.',
      when: { method: ['holdout'] },
    }),
    validationSize: number({
      default: 0,
      min: 0,
      below: 1,
      help: 'Share of the rows held out for tuning.',
      when: { method: ['holdout'] },
    }),
    k: integer({ default: 5, min: 2, max: 100, help: 'Number of folds.', when: { method: ['kFold'] } }),
    stratify: choice(['auto', 'yes', 'no'], {
      advanced: true,
      help: 'Keep the shares of the classes equal in all parts; auto does so when the target is a class.',
      when: { method: ['holdout', 'kFold'] },
    }),
    shuffle: flag({
      default: true,
      advanced: true,
      help: 'Draw rows at random; without, they are taken in order.',
      when: { method: ['holdout', 'kFold'] },
    }),
    column: column({
      nullMeans: 'none',
      help: 'The column that says train, validation or test.',
      when: { method: ['column'] },
    }),
    seed,
  },
  attributes: {
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
    counts: 'rows in train, validation and test',
    folds: 'rows held out in each fold (kFold)',
    stratified: 'whether the classes have equal shares in all parts',
  },
  blocks: { counts: 'Rows by part' },
})
