import { type Partition, partitions } from '../../shared/frame'
import { LatheError } from '../../shared/errors'
import type { AnyValues } from '../../shared/params'
import { componentNames } from '../frame/components'
import { featuresOf, type Frame, rowsOf } from '../frame/frame'
import type { ReadColumn } from '../frame/loaded'
import { pictureShape } from '../frame/picture'
import { featureSchema } from '../frame/schema'
import type { State } from '../frame/state'
import { isWide } from '../frame/wide'
import { wideRow } from './features'
import type { NodeTypes, Output } from './node'
import { originsOf } from './units'
import type { Example, Finished, Worked } from './worked'

/** What a node took when it ran. */
export interface Taken {
  type: string
  params: AnyValues
  seed: number
  /** The first table that came in; absent where none did. */
  frame?: Frame
}

export interface Asked {
  node: string
  /** Row of the node's table, from 0; the first one worth a look where it is not given. */
  row?: number
  /** The column that "what if" varies. */
  vary?: string
}

/** Works a node's example on one row. Errors: `data` where the node has none, did not run, or there is no such row. */
export async function workedExample(
  types: NodeTypes,
  { node, row, vary }: Asked,
  output: Output | undefined,
  taken: Taken | undefined,
  read: ReadColumn,
): Promise<Worked> {
  const example = taken && (await types.get(taken.type)?.example?.())
  if (!output?.frame || !taken?.frame || !example)
    throw new LatheError({
      code: 'data',
      where: node,
      message: `There is nothing to work through after ${node} yet.`,
      remedy: 'Run the pipeline to this node.',
    })
  const [before, after] = [taken.frame, output.frame]
  const at: Finished = {
    node,
    params: taken.params,
    seed: taken.seed,
    before,
    after,
    state: stateOf(output, before, after),
    summary: output.summary,
    ...(output.model && { model: output.model }),
    row: 0,
    ...(vary !== undefined && { vary }),
    read,
    origins: features => originsOf(types, before.steps, features),
  }
  const suggested = await rowsToSee(at, example)
  const chosen = row ?? suggested[0]?.row ?? 0
  if (chosen >= after.rows)
    throw new LatheError({
      code: 'data',
      where: node,
      message: `The table after ${node} has ${after.rows} rows: there is no row ${chosen}.`,
      remedy: 'Choose a smaller number.',
    })
  const there = { ...at, row: chosen }
  const whatIf = await example.whatIf?.(there)
  const picture = await pictureAt(there)
  return {
    row: chosen,
    part: partOf(after, chosen),
    rows: after.rows,
    suggested,
    steps: await example.steps(there),
    ...(whatIf && { whatIf }),
    ...(picture && { picture }),
  }
}

/** What a model holds, or the step that the node wrote on its table. */
function stateOf(output: Output, before: Frame, after: Frame): State {
  if (output.model) return output.model.state
  return after.steps.length > before.steps.length ? after.steps.at(-1)!.state : {}
}

/** Those the node names, then the first rows of each part. */
async function rowsToSee(at: Finished, example: Example): Promise<Worked['suggested']> {
  const own = (await example.suggest?.(at)) ?? []
  const first = (['test', 'train'] as const).flatMap(part => {
    const rows = rowsOf(at.after, part)
    return rows ? Array.from(rows.slice(0, 2)) : part === 'train' && at.after.rows > 0 ? [0] : []
  })
  const found = [...own, ...first.map(row => ({ row, about: '' }))]
  const seen = new Set<number>()
  return found
    .filter(({ row }) => !seen.has(row) && seen.add(row))
    .slice(0, 8)
    .map(({ row, about }) => ({ row, part: partOf(at.after, row), about }))
}

/** The row's picture as it came in, or as it was before steps that can be undone. */
async function pictureAt({ before, row, origins }: Finished): Promise<Worked['picture']> {
  const features = featuresOf(before)
  const shape = pictureShape(features, before.steps)
  const { cells } = features[0] ?? {}
  if (!shape || !cells || !isWide(cells)) return undefined
  const components = await wideRow(cells, row)
  const read = await origins(componentNames(features.map(featureSchema)))
  if (!read.every(({ own }) => own)) return undefined
  const pixels = Uint8Array.from(read, ({ shift, factor }, k) =>
    Math.min(255, Math.max(0, Math.round(shift + factor * components[k]))),
  )
  const { height, width, channels } = shape
  return { height, width, channels, pixels }
}

const partOf = ({ parts }: Frame, row: number): Partition | null => (parts ? partitions[parts[row]] : null)
