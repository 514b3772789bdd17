import type { Scope } from '../device/scope'
import type { Context } from '../engine/node'
import type { Target } from '../engine/target'
import type { Rows } from '../engine/design'
import type { Training } from '../engine/training'
import { transpose } from '../kernels/transpose/transpose'
import type { Random } from '../random/random'
import type { Coding } from '../tensor/matrix'
import { empty, type Tensor, tensorOf } from '../tensor/tensor'
import { placesOf } from './classes'
import { type Examples, rowsAt } from './networkPass'
import { codedMatrix, standardizedMatrix } from './codedRows'

/** How a network sees a table: numbers are shifted and scaled, value = shift + scale · number. */
export interface TableCoding {
  features: Coding
  /** Of a numeric target. */
  target?: { shift: number; scale: number }
}

export interface TableExamples {
  /** `x`: n × p features; `y`: n class codes (u32) or n × 1 numbers. */
  training: Examples
  validation?: Examples
  coding: TableCoding
  /** Training rows that were kept from learning to judge it, since the table has no validation rows. */
  heldOut: number
}

export interface TableOptions {
  /** Whether the training needs rows to be judged by: a tenth of the training rows, where the table has none of its own. */
  judged: boolean
  /** The coding of a model that the training goes on from; that of the training rows unless given. */
  coding?: TableCoding | undefined
}

/** Stream of the node from which the rows are drawn that are held out; `fitNetwork` has one too. */
const heldStream = 2
const heldShare = 0.1
/** Of fewer rows none are held out: one alone would judge by chance. */
const fewestToHold = 20

/**
 * The rows of a table on the device, as `fitNetwork` takes them. Features have mean 0 and variance 1 over the training rows, and so has a
 * numeric target, so that a learning rate means the same whatever the units. Rows are held out of each class alike, drawn with the seed.
 */
export async function tableExamples(
  context: Context,
  data: Training,
  { judged, coding }: TableOptions,
): Promise<TableExamples> {
  const { device, scope } = context
  const { x, features } = await inputsOf(context, data, coding?.features)
  const target = targetCoding(data.target!, coding?.target)
  const all = { x, y: answersOf(scope, data.target!, target) }
  const made = { coding: { features, ...(target && { target }) }, heldOut: 0 }
  if (data.validation) {
    const own = { x: (await inputsOf(context, data.validation, features)).x }
    const y = answersOf(scope, data.validation.target!, target)
    return { ...made, training: all, validation: { ...own, y } }
  }
  if (judged && data.n < fewestToHold)
    context.warn(`${data.n} training rows are too few to hold some out: early stopping judged by the training rows.`)
  if (!judged || data.n < fewestToHold) return { ...made, training: all }
  const held = heldOut(context.random(heldStream), data.target!, data.n)
  const rest = Uint32Array.from({ length: data.n }, (_, i) => i).filter(i => !held.has(i))
  const rows = (which: Uint32Array): Examples => rowsAt(device, scope, all, tensorOf(scope, [which.length], which))
  const validation = rows(Uint32Array.from(held).sort())
  return { ...made, training: rows(rest), validation, heldOut: held.size }
}

/** n × p features, row by row, standardised by these rows or coded as asked. */
export async function inputsOf(
  { device, signal, scope }: Pick<Context, 'device' | 'signal' | 'scope'>,
  rows: Rows,
  coding?: Coding,
): Promise<{ x: Tensor; features: Coding }> {
  using inner = device.scope()
  const { blocks, cols, shift, scale } = coding
    ? await codedMatrix({ device, scope: inner }, rows, coding)
    : await standardizedMatrix({ device, signal, scope: inner }, rows)
  const x = empty(scope, [rows.n, cols])
  for (const { buffer, start, rows: count, stride } of blocks) {
    const turned = empty(inner, [stride, cols])
    transpose(device, { buffer, offset: 0, shape: [cols, stride] }, turned)
    device.copy(turned.buffer, 0, x.buffer, start * cols * 4, count * cols * 4)
  }
  return { x, features: { shift, scale } }
}

function answersOf(scope: Scope, target: Target, coding: TableCoding['target']): Tensor {
  if (target.task === 'classification') return tensorOf(scope, [target.codes.length], Uint32Array.from(target.codes))
  const { shift, scale } = coding!
  return tensorOf(
    scope,
    [target.values.length, 1],
    Float32Array.from(target.values, v => (v - shift) / scale),
  )
}

/** Mean and deviation (population) of a numeric target, unless they are known; a constant one has deviation 1. */
function targetCoding(target: Target, known: TableCoding['target']): TableCoding['target'] {
  if (target.task === 'classification') return undefined
  if (known) return known
  const { values } = target
  const shift = values.reduce((sum, v) => sum + v / values.length, 0)
  const variance = values.reduce((sum, v) => sum + ((v - shift) / values.length) * (v - shift), 0)
  return { shift, scale: variance > 0 && Number.isFinite(variance) ? Math.sqrt(variance) : 1 }
}

/** Places of a tenth of the rows, of each class alike, and one at least. */
function heldOut(random: Random, target: Target, n: number): Set<number> {
  const groups =
    target.task === 'classification'
      ? placesOf(target.codes, target.classes.length)
      : [Uint32Array.from({ length: n }, (_, i) => i)]
  const held = new Set<number>()
  for (const places of groups) {
    const order = random.permutation(places.length)
    for (let i = 0; i < Math.round(heldShare * places.length); i++) held.add(places[order[i]])
  }
  if (held.size === 0) held.add(random.integer(n))
  return held
}
