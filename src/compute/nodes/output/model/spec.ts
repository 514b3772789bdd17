import { defineNode } from '../../../../shared/node'
import { text } from '../../../../shared/params'

export const spec = defineNode({
  type: 'output.model',
  version: 1,
  title: 'Save model',
  summary: 'Writes the learned model, with the preparation it needs, to a file that predicts on raw rows.',
  group: 'output',
  icon: 'package',
  inputs: [{ name: 'model', kind: 'model' }],
  outputs: [],
  folds: 'together',
  parameters: {
    path: text({
      default: '',
      file: 'save',
      holds: 'model',
      required: true,
      endings: ['.lathe-model'],
      help: 'Where to write, ending in .lathe-model.',
    }),
  },
  attributes: {
    path: 'where the file is',
    bytes: 'its size',
    model: 'id of the node that learned the model',
    type: 'its node type',
    task: 'what it is for',
    target: 'what it predicts; null if it has no target',
    steps: 'types of the preparation steps that it brings along',
    inputs: 'raw columns that it needs, each with its kind',
  },
  blocks: { inputs: 'What the model needs' },
})
