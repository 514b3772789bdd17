import type { Run } from '../../../engine/node'
import { datasetFrame } from '../../../frame/dataset'
import { gathered } from '../../../frame/gathered'
import type { FeatureSchema } from '../../../frame/schema'
import { datasetSummary, profileBlock } from '../dataset'
import type { spec } from './spec'

/** Columns of the tables that a file holds component by component. */
const wide: Readonly<Record<string, readonly FeatureSchema[]>> = {
  digits: [{ name: 'image', kind: 'image', content: { form: 'image', height: 8, width: 8, channels: 1 } }],
}

export const run: Run<(typeof spec)['parameters']> = async (context, _inputs, { name }) => {
  const dataset = await context.host.datasets.sample(name)
  const read = datasetFrame(context.host.datasets, dataset)
  const frame = { ...read, columns: await gathered(read.columns, wide[name] ?? []) }
  return {
    frame,
    summary: datasetSummary(dataset),
    blocks: [profileBlock(frame, dataset.inspection)],
  }
}
