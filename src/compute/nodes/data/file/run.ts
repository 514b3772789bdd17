import type { Dataset, ImportOptions } from '../../../../shared/contracts/datasets'
import { importDefaults } from '../../../../shared/contracts/datasets'
import type { Values } from '../../../../shared/params'
import type { Identity, Run } from '../../../engine/node'
import { datasetFrame } from '../../../frame/dataset'
import { datasetSummary, profileBlock } from '../dataset'
import type { spec } from './spec'

type Params = (typeof spec)['parameters']

const optionsOf = ({ path: _path, delimiter, nullValues, types, formats, ...rest }: Values<Params>): ImportOptions => ({
  ...rest,
  delimiter: delimiter === 'auto' ? null : delimiter,
  nullValues: nullValues ?? importDefaults.nullValues,
  types: types as ImportOptions['types'],
  formats: formats as ImportOptions['formats'],
})

/** The file's fingerprint: a changed file runs again, an unchanged one does not. */
export const identity: Identity<Params, Dataset> = async (context, params) => {
  const opened = await context.host.datasets.open(params.path, optionsOf(params), context.progress, context.signal)
  return { key: opened.fingerprint, opened }
}

export const run: Run<Params> = async (context, { opened }) => {
  const dataset = opened as Dataset
  for (const { message } of dataset.inspection.warnings) context.warn(message)
  const frame = datasetFrame(context.host.datasets, dataset)
  return { frame, summary: datasetSummary(dataset), blocks: [profileBlock(frame, dataset.inspection)] }
}
