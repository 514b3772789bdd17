import { LatheError } from '../../../../shared/errors'
import { saveModel } from '../../../engine/modelFile'
import { writtenHeadline } from '../../../../shared/results/headline'
import type { Run } from '../../../engine/node'
import type { spec } from './spec'

export const run: Run<(typeof spec)['parameters']> = async ({ host }, { model }, { path }) => {
  if (!model)
    throw new LatheError({
      code: 'data',
      message: 'What is wired gave no model.',
      remedy: 'Wire the model output of a node that learns one.',
    })
  const written = await host.outputs.write(path, saveModel(model))
  const { node, type, task, target = null, steps, inputs } = model
  return {
    summary: {
      path: written.path,
      bytes: written.bytes,
      model: node,
      type,
      task,
      target,
      steps: steps.map(s => s.type),
      inputs: inputs.map(({ name, kind }) => ({ name, kind })),
    },
    headline: writtenHeadline(written),
    blocks: [
      {
        kind: 'table',
        id: 'inputs',
        title: 'What the model needs',
        caption: `Rows with these columns, as they are read; it brings along ${steps.length === 0 ? 'no preparation' : `its own preparation (${steps.map(s => s.type).join(', ')})`}. Apply it with Predict, or with "lathe predict" on the command line.`,
        columns: [{ name: 'Column' }, { name: 'Kind' }],
        rows: inputs.map(({ name, kind }) => [name, kind]),
      },
    ],
  }
}
