import { defineNode, frameIn } from '../../../../shared/node'
import { flag, text } from '../../../../shared/params'

export const spec = defineNode({
  type: 'output.table',
  version: 1,
  title: 'Write table',
  summary: 'Writes the rows, predictions included, to a CSV file.',
  group: 'output',
  icon: 'file-spreadsheet',
  inputs: frameIn,
  outputs: [],
  folds: 'pooled',
  parameters: {
    path: text({
      default: '',
      file: 'save',
      holds: 'table',
      required: true,
      endings: ['.csv'],
      help: 'Where to write, ending in .csv.',
    }),
    exact: flag({
      default: false,
      help: 'Write cells exactly as they are; off, a cell that a spreadsheet would run as a formula is made harmless.',
    }),
  },
  attributes: {
    path: 'where the file is',
    bytes: 'its size',
    rows: 'rows written, without the header',
  },
  blocks: {},
})
