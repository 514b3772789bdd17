import { defineNode, framesIn } from '../../../../shared/node'
import { text } from '../../../../shared/params'

export const spec = defineNode({
  type: 'output.report',
  version: 1,
  title: 'Write report',
  summary: 'Writes everything the run has found so far to one file that needs no network.',
  group: 'output',
  icon: 'file-text',
  inputs: framesIn,
  outputs: [],
  folds: 'pooled',
  parameters: {
    path: text({
      default: '',
      file: 'save',
      holds: 'report',
      required: true,
      endings: ['.html', '.md', '.pdf'],
      help: 'Where to write: .html, .md or .pdf.',
    }),
    title: text({ default: '', help: "Heading of the report; empty, the pipeline's name." }),
  },
  attributes: {
    path: 'where the file is',
    bytes: 'its size',
    rows: 'rows of each frame that it takes',
  },
  blocks: {},
})
