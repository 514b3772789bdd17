import { LatheError } from '../../../../shared/errors'
import { formatCount, formatNumber } from '../../../../shared/results/format'
import type { Model } from '../../../engine/model'
import { loadModel } from '../../../engine/modelFile'
import type { Context, Identity, Inputs, Run } from '../../../engine/node'
import { addColumns, columnNamed, type Frame } from '../../../frame/frame'
import { predictionBlocks } from './blocks'
import { applied, prepared, rolesByName, stepsLeft, wholeColumns } from './prepare'
import type { spec } from './spec'

type P = (typeof spec)['parameters']

/**
 * Classes and values come back on the rows as they were given. Clusters and components come back on the prepared rows, whose
 * columns their distances are about.
 */
export const run: Run<P> = async (context, inputs, { path }) => {
  const model = await modelOf(context, inputs, path)
  const rows = withoutFolds(context, inputs.frames[0])
  const left = stepsLeft(rows, model)
  const given = await wholeColumns(rows, model, left)
  const { frame, ignored } = rolesByName(given, model, left)
  const ready = await prepared(context, frame, model, left)
  await tellUnknown(context, ready)
  const said = await applied(context, ready, model)
  const asGiven = model.task === 'classification' || model.task === 'regression'
  const output = asGiven ? withWord(given, frame, said) : said
  return {
    frame: output,
    summary: {
      model: model.node,
      type: model.type,
      task: model.task,
      target: model.target ?? null,
      classes: model.classes ?? null,
      features: model.features,
      steps: left.map(s => s.type),
      rows: given.rows,
      ignored,
    },
    blocks: await predictionBlocks(output),
  }
}

/** Texts without a word that the model learned: of them it says what it would say of any row. */
async function tellUnknown({ warn }: Context, { columns, rows }: Frame): Promise<void> {
  for (const { name, cells, role } of columns) {
    if (cells.form !== 'terms' || role !== 'feature') continue
    const { starts } = await cells.sparse()
    let unknown = 0
    for (let i = 0; i < rows; i++) if (starts[i] === starts[i + 1]) unknown++
    if (unknown > 0)
      warn(
        `${formatCount(unknown, 'row')} of ${formatNumber(rows, 'integer')} ${unknown === 1 ? 'holds' : 'hold'} no word of ${name} that the model knows: what is predicted there follows from no word, only from how frequent the classes are.`,
      )
  }
}

/** Another file under the same name gives another result. */
export const identity: Identity<P, ModelFile> = async ({ host }, { path }) => {
  if (path === '') return { key: '', opened: {} }
  try {
    const bytes = await host.outputs.read(path)
    const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
    const key = [...new Uint8Array(digest)].map(b => b.toString(16).padStart(2, '0')).join('')
    return { key, opened: { bytes } }
  } catch (fault) {
    // No fault where a model is wired; where none is, the run says so.
    return { key: 'unread', opened: { fault } }
  }
}

/** A saved model's bytes, or why they were not read. */
interface ModelFile {
  bytes?: Uint8Array
  fault?: unknown
}

async function modelOf(context: Context, inputs: Inputs, path: string): Promise<Model> {
  if (inputs.model) {
    if (path !== '') context.warn(`A model is wired: ${path} was not read.`)
    return inputs.model
  }
  if (path === '')
    throw new LatheError({
      code: 'data',
      message: 'There is no model to predict with.',
      remedy: { text: 'Connect one, or name a saved model in path.', fix: { set: { parameter: 'path' } } },
    })
  const { bytes, fault } = inputs.opened as ModelFile
  if (!bytes) throw LatheError.from(fault)
  try {
    return loadModel(bytes)
  } catch (error) {
    throw LatheError.from(error).at(path)
  }
}

function withoutFolds(context: Context, frame: Frame): Frame {
  if (!frame.folds) return frame
  context.warn(
    'One model speaks for all folds here, so the folds were dropped: figures over rows it learned from are not held-out figures.',
  )
  const { folds: _, ...rest } = frame
  return rest
}

/** The columns in the order they were given, in their roles, and what the model wrote on the prepared rows. */
function withWord(given: Frame, roles: Frame, said: Frame): Frame {
  const { prediction } = said
  const names = new Set([prediction?.column, ...(prediction?.probabilities ?? [])])
  const columns = given.columns.map(c => columnNamed(roles, c.name))
  const written = said.columns.filter(c => names.has(c.name))
  return {
    ...addColumns({ ...given, columns }, written),
    ...(prediction && { prediction: { ...prediction, brought: true } }),
  }
}
