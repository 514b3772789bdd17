import { LatheError } from '../../../../shared/errors'
import { type Partition, partitions } from '../../../../shared/frame'
import type { Values } from '../../../../shared/params'
import type { Block } from '../../../../shared/results/blocks'
import { formatNumber } from '../../../../shared/results/format'
import type { Headline } from '../../../../shared/results/headline'
import type { Context, Run } from '../../../engine/node'
import { classesOf, taskOf } from '../../../engine/target'
import { copiesAcross, copiesLine } from '../../../leaks/copies'
import { pauses } from '../../../frame/pause'
import { columnNamed, type Frame, targetOf } from '../../../frame/frame'
import { deal } from './deal'
import type { spec } from './spec'

type Params = Values<(typeof spec)['parameters']>

export const run: Run<(typeof spec)['parameters']> = async (context, { frames }, params) => {
  const made = await split(context, frames[0], params)
  const copies = await copiesAcross(made.frame!, pauses(context.signal))
  if (!copies) return made
  const text = copiesLine(copies)
  context.warn(text)
  return { ...made, frame: { ...made.frame!, noticed: [...(made.frame!.noticed ?? []), { text }] } }
}

async function split(context: Context, frame: Frame, params: Params): ReturnType<Run> {
  if (frame.parts || frame.folds)
    throw new LatheError({
      code: 'data',
      message: 'The rows are already split.',
      remedy: { text: 'Keep one prep.split on the line.', fix: { open: 'prep.split' } },
    })
  if (params.method === 'column') return byColumn(frame, params.column)
  const strata = await strataOf(frame, params, context)
  const dealt = (counts: number[]): Uint8Array =>
    deal(frame.rows, counts, strata, params.shuffle ? context.random() : undefined)
  if (params.method === 'holdout') {
    const test = sizeOf(params.testSize, frame.rows, 'testSize')
    const validation = params.validationSize > 0 ? sizeOf(params.validationSize, frame.rows, 'validationSize') : 0
    const train = frame.rows - test - validation
    if (train < 1)
      throw new LatheError({
        code: 'data',
        message: `No row of ${frame.rows} is left to train on.`,
        remedy: { text: 'Give a smaller testSize or validationSize.', fix: { set: { parameter: 'testSize' } } },
      })
    const parts = dealt([train, validation, test])
    return result({ ...frame, parts }, strata !== undefined)
  }
  if (params.k > frame.rows)
    throw new LatheError({
      code: 'data',
      message: `${params.k} folds need at least ${params.k} rows; there are ${frame.rows}.`,
      remedy: { text: 'Give a smaller k.', fix: { set: { parameter: 'k' } } },
    })
  const fold = dealt(Array.from({ length: params.k }, (_, f) => Math.floor((frame.rows + params.k - 1 - f) / params.k)))
  const folds = Array.from({ length: params.k }, (_, f) => ({
    ...frame,
    parts: fold.map(owner => (owner === f ? 2 : 0)),
  }))
  return result({ ...frame, folds }, strata !== undefined)
}

/** Rows per class, to deal each class by itself; undefined where that is not asked or not possible. */
async function strataOf(frame: Frame, params: Params, context: Context): Promise<Int32Array | undefined> {
  const target = targetOf(frame)
  if (params.stratify === 'no') return undefined
  const classes = target !== undefined && (await taskOf(target)) === 'classification'
  if (!classes) {
    if (params.stratify === 'yes')
      throw new LatheError({
        code: 'data',
        message: 'Only a target of classes can be stratified.',
        remedy: {
          text: 'Set stratify to auto, or name such a target in table.columns.',
          fix: { set: { parameter: 'stratify', value: 'auto' } },
        },
      })
    return undefined
  }
  const { codes, classes: names } = await classesOf(target)
  const smallest = names.reduce<number>((least, _, k) => Math.min(least, count(codes, k)), Infinity)
  const needed = params.method === 'kFold' ? params.k : 2
  if (smallest < needed)
    context.warn(`The rarest class has ${smallest} ${smallest === 1 ? 'row' : 'rows'}: not every part can have one.`)
  return codes
}

const count = (codes: Int32Array, k: number): number => codes.reduce((n, c) => n + (c === k ? 1 : 0), 0)

/** Rows in a share, rounded up as scikit-learn does. */
function sizeOf(share: number, rows: number, name: string): number {
  const size = Math.ceil(share * rows - 1e-9)
  if (size >= rows)
    throw new LatheError({
      code: 'data',
      message: `${name} of ${share} takes all ${rows} rows.`,
      remedy: { text: `Give a smaller ${name}, or more rows.`, fix: { set: { parameter: name } } },
    })
  return size
}

async function byColumn(frame: Frame, name: string | null): ReturnType<Run> {
  if (name === null)
    throw new LatheError({
      code: 'data',
      message: 'The method column needs the name of a column.',
      remedy: { text: 'Give the parameter column.', fix: { set: { parameter: 'column' } } },
    })
  const column = columnNamed(frame, name)
  const words = column.cells.form === 'codes' ? await column.cells.codes() : undefined
  const known = words?.categories.map(word => partitions.indexOf(word.trim().toLowerCase() as Partition))
  if (!words || !known || known.includes(-1) || words.codes.includes(-1)) {
    const strange = words?.categories.find((_, i) => known![i] === -1)
    throw new LatheError({
      code: 'data',
      message: `The column ${name} does not say train, validation or test in every row${strange === undefined ? '' : ` (it has ${JSON.stringify(strange)})`}.`,
      remedy: { text: 'Choose a column that does, or the method holdout.', fix: { set: { parameter: 'column' } } },
    })
  }
  const parts = new Uint8Array(words.codes.length).map((_, i) => known[words.codes[i]])
  const columns = frame.columns.map(c => (c.name === name ? { ...c, role: 'ignored' as const } : c))
  return result({ ...frame, columns, parts }, false)
}

function result(frame: Frame, stratified: boolean): Awaited<ReturnType<Run>> {
  const counts = Object.fromEntries(
    partitions.map((p, i) => [
      p,
      frame.parts ? frame.parts.reduce((n, part) => n + (part === i ? 1 : 0), 0) : p === 'train' ? frame.rows : 0,
    ]),
  )
  const folds = frame.folds?.map(f => f.parts!.reduce((n, part) => n + (part === 2 ? 1 : 0), 0)) ?? null
  return {
    frame,
    summary: { counts, folds, stratified },
    headline: headlineOf(counts, folds),
    blocks: [countsBlock(counts, folds, frame.rows)],
  }
}

function headlineOf(counts: Record<string, number>, folds: number[] | null): Headline {
  if (folds) return { label: 'folds', value: folds.length, format: 'integer' }
  const filled = Object.entries(counts).filter(([, n]) => n > 0)
  return {
    label: filled.map(([part]) => part).join(' / '),
    value: counts['test'],
    format: 'integer',
    text: filled.map(([, n]) => formatNumber(n, 'integer')).join(' / '),
  }
}

function countsBlock(counts: Record<string, number>, folds: number[] | null, rows: number): Block {
  const share = (n: number): string => `${((100 * n) / rows).toFixed(1)} % of ${rows}`
  return {
    kind: 'metrics',
    id: 'counts',
    title: 'Rows by part',
    items: folds
      ? folds.map((n, i) => ({ label: `Fold ${i + 1} held out`, value: n, format: 'integer', context: share(n) }))
      : Object.entries(counts)
          .filter(([, n]) => n > 0)
          .map(([label, n]) => ({ label, value: n, format: 'integer', context: share(n) })),
  }
}
