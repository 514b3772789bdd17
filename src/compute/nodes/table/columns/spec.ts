import { defineNode, frameIn, frameOut } from '../../../../shared/node'
import { column, columns, map } from '../../../../shared/params'

export const spec = defineNode({
  type: 'table.columns',
  version: 2,
  title: 'Columns',
  summary: 'Says what each column is for, and what kind it is.',
  group: 'table',
  icon: 'columns-3',
  part: 'roles',
  inputs: frameIn,
  outputs: frameOut,
  folds: 'replay',
  parameters: {
    target: column({ gives: 'target', nullMeans: 'none', help: 'The column to learn.' }),
    features: columns({
      nullMeans: 'every number, integer, boolean and category that has no other role and gives nothing away',
      help: 'The columns to learn from.',
    }),
    ignore: columns({ nullMeans: 'none', help: 'Columns to leave out; they stay in the table.' }),
    keep: columns({
      nullMeans: 'none',
      help: 'Columns to learn from although they give the target away or name rows: known when a prediction is due.',
    }),
    id: column({ nullMeans: 'none', section: 'Other roles', help: 'The column that names a row.' }),
    weight: column({ nullMeans: 'every row counts once', section: 'Other roles', help: 'How much each row counts.' }),
    time: column({ nullMeans: 'none', section: 'Other roles', help: 'The column that orders rows in time.' }),
    order: column({
      nullMeans: 'none',
      section: 'Other roles',
      help: 'The column of numbers that orders rows in a series.',
    }),
    group: column({
      nullMeans: 'none',
      section: 'Other roles',
      help: 'The column whose equal values belong together: a household, a query.',
    }),
    user: column({ nullMeans: 'none', section: 'Other roles', help: 'The column that says who rated.' }),
    item: column({ nullMeans: 'none', section: 'Other roles', help: 'The column that says what was rated.' }),
    rating: column({ nullMeans: 'none', section: 'Other roles', help: 'The column that says how it was rated.' }),
    types: map({
      values: ['number', 'integer', 'boolean', 'category', 'text'],
      section: 'Kinds and names',
      help: 'Kinds to change: a whole number that is a label becomes a category.',
    }),
    rename: map({ section: 'Kinds and names', help: 'New names, by old name. Other parameters use the old names.' }),
  },
  attributes: {
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
    target: 'name of the target, null if there is none',
    features: 'names of the features',
    leaks:
      'what speaks against columns as features: leaks (columns that nearly decide the target: verdict leak or doubt, evidence, whether kept and chosen, cross table, scores with and without), keys (columns that name rows), rows looked at of all with a target, and columns left unread',
  },
  blocks: {},
})
