import type { Run } from '../../../engine/node'
import { datasetFrame } from '../../../frame/dataset'
import { datasetSummary, profileBlock } from '../dataset'
import type { spec } from './spec'

export const run: Run<(typeof spec)['parameters']> = async (context, _inputs, { name }) => {
  const dataset = await context.host.datasets.sample(name)
  return {
    frame: datasetFrame(context.host.datasets, dataset),
    summary: datasetSummary(dataset),
    blocks: [profileBlock(dataset.inspection)],
  }
}
