import { defineNode, frameOut } from '../../../../shared/node'
import { text } from '../../../../shared/params'

export const spec = defineNode({
  type: 'predict',
  version: 1,
  title: 'Predict',
  summary: 'Applies a model, from a wire or a saved file, to other rows.',
  group: 'result',
  icon: 'sparkles',
  inputs: [
    { name: 'frame', kind: 'frame' },
    { name: 'model', kind: 'model', optional: true },
  ],
  outputs: frameOut,
  // One model, fitted on all its rows, speaks here: running it once per fold would pass off rows it learned from as held out.
  // So it is handed the folds together, and drops them.
  folds: 'together',
  parameters: {
    path: text({
      default: '',
      file: 'open',
      holds: 'model',
      endings: ['.lathe-model'],
      help: 'A saved model; not needed where a model is wired.',
    }),
  },
  attributes: {
    model: 'id of the node that learned the model',
    type: 'its node type',
    task: 'what the model is for',
    target: 'what it predicts; null if it has no target',
    classes: 'the classes it knows; null if it has none',
    features: 'what the model works on, after its preparation steps',
    steps: 'types of the preparation steps that were applied',
    rows: 'number of rows',
    ignored: 'columns that the model does not know',
  },
  blocks: { predictions: 'Predictions' },
})
