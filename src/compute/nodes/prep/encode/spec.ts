import { defineNode, frameIn, frameOut } from '../../../../shared/node'
import { choice, columns } from '../../../../shared/params'

export const spec = defineNode({
  type: 'prep.encode',
  version: 1,
  title: 'Encode',
  summary: 'Turns categories into numbers.',
  group: 'prep',
  icon: 'binary',
  part: 'categories',
  inputs: frameIn,
  outputs: frameOut,
  folds: 'replay',
  parameters: {
    columns: columns({ nullMeans: 'all category features', accepts: ['category'], help: 'The columns to encode.' }),
    method: choice(['oneHot', 'ordinal'], {
      help: 'How a category becomes numbers.',
      about: { oneHot: 'one column of 0 and 1 per category', ordinal: 'its place in sorted order, from 0' },
    }),
    drop: choice(['none', 'first'], {
      help: 'Leave out the first category, which the others imply.',
      when: { method: ['oneHot'] },
    }),
    handleUnknown: choice(['ignore'], {
      advanced: true,
      help: 'A category that the training rows did not have: all zeros, or −1 when ordinal.',
    }),
  },
  attributes: {
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
    categories: 'the categories of each column, sorted, as found in the training rows',
    features: 'names of the features after encoding',
    unseen: 'rows outside training whose category was not seen in training, by column',
  },
  blocks: { categories: 'Categories' },
})
