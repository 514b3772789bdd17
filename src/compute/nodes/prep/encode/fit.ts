import { LatheError } from '../../../../shared/errors'
import type { Values } from '../../../../shared/params'
import { formatCount } from '../../../../shared/results/format'
import type { Context, Transformer } from '../../../engine/node'
import type { CodeCells } from '../../../frame/cells'
import { looked } from '../../../frame/derived'
import { type Column, type Frame, featuresOf, isCoded, replaceColumns, rowsOf } from '../../../frame/frame'
import { chosen } from '../columns'
import type { spec } from './spec'

type P = (typeof spec)['parameters']
type Coded = Column & { readonly cells: CodeCells }

/** More than this many new columns is never what somebody wants, and would not fit side by side on every adapter. */
const mostColumns = 4096

export const transformer: Transformer<P> = {
  async fit(_context, frame, params) {
    const columns = encodable(frame, params.columns)
    const learned = await Promise.all(columns.map(async c => [c.name, await learn(c, rowsOf(frame, 'train'))] as const))
    const categories = Object.fromEntries(learned.map(([name, { seen }]) => [name, seen]))
    const added = Object.values(categories).reduce((n, seen) => n + seen.length, 0)
    if (params.method === 'oneHot' && added > mostColumns)
      throw new LatheError({
        code: 'data',
        message: `One-hot encoding would make ${added} columns, more than ${mostColumns}.`,
        remedy: {
          text: 'Use method ordinal, name fewer columns, or ignore those that merely name a row.',
          fix: { set: { parameter: 'method', value: 'ordinal' } },
        },
      })
    const state = { categories }
    const encoded = encode(frame, state, params)
    return {
      state,
      summary: {
        categories,
        features: featuresOf(encoded).map(c => c.name),
        unseen: Object.fromEntries(
          learned.filter(([, { unseen }]) => unseen > 0).map(([name, { unseen }]) => [name, unseen]),
        ),
      },
      blocks: [
        {
          kind: 'table',
          id: 'categories',
          title: 'Categories',
          caption: 'As found in the training rows.',
          columns: [{ name: 'Column' }, { name: 'Categories', format: 'integer', align: 'right' }, { name: 'Which' }],
          rows: learned.map(([name, { seen }]) => [
            name,
            seen.length,
            seen.slice(0, 12).join(', ') + (seen.length > 12 ? ' …' : ''),
          ]),
        },
      ],
    }
  },

  async apply(context, frame, state, params) {
    const { categories } = state as { categories: Record<string, string[]> }
    for (const [name, seen] of Object.entries(categories))
      await warnOfUnseen(context, encodable(frame, [name])[0], seen, params)
    return encode(frame, { categories }, params)
  },
}

function encodable(frame: Frame, names: readonly string[] | null): Coded[] {
  const columns = chosen(frame, names, isCoded, 'categories')
  const gap = columns.find(c => c.missing > 0)
  if (gap)
    throw new LatheError({
      code: 'data',
      message: `The column ${gap.name} has ${gap.missing} missing cells, and a missing category has no code.`,
      remedy: { text: 'Put prep.impute before it.', fix: { insert: 'prep.impute', before: 'prep.encode' } },
    })
  return columns
}

/** The categories of the training rows, sorted, and how many other rows have one that is not among them. */
async function learn(column: Coded, rows: Uint32Array | undefined): Promise<{ seen: string[]; unseen: number }> {
  const { codes, categories } = await column.cells.codes()
  const used = new Uint8Array(categories.length)
  if (rows) for (const i of rows) used[codes[i]] = 1
  else for (const code of codes) used[code] = 1
  return {
    seen: categories.filter((_, c) => used[c] === 1).sort(),
    unseen: codes.reduce((n, c) => n + (used[c] === 1 ? 0 : 1), 0),
  }
}

/** Counts the cells whose category the training rows do not have, and says what they are taken for. */
async function warnOfUnseen(
  context: Context,
  { name, cells }: Coded,
  seen: readonly string[],
  { method, drop }: Values<P>,
): Promise<void> {
  const { codes, categories } = await cells.codes()
  const known = new Set(seen)
  const isNew = categories.map(c => !known.has(c))
  const counts = new Map<number, number>()
  for (const code of codes) if (code >= 0 && isNew[code]) counts.set(code, (counts.get(code) ?? 0) + 1)
  if (counts.size === 0) return
  const most = [...counts].sort((a, b) => b[1] - a[1])
  const told = most.slice(0, 3).map(([code, n]) => `${JSON.stringify(categories[code])} (${n})`)
  const cellsNew = most.reduce((sum, [, n]) => sum + n, 0)
  const as =
    method === 'ordinal'
      ? 'they became −1'
      : drop === 'first'
        ? `all their columns are 0, as those of ${JSON.stringify(seen[0])} are`
        : 'all their columns are 0'
  context.warn(
    `${name}: ${formatCount(cellsNew, 'cell')} of categories that the training rows do not have, ${told.join(', ')}${most.length > 3 ? ' …' : ''}: ${as}. Let the training rows have each category, or merge rare ones.`,
  )
}

function encode(frame: Frame, state: { categories: Record<string, readonly string[]> }, params: Values<P>): Frame {
  const by = new Map<string, Column[]>()
  for (const [name, seen] of Object.entries(state.categories)) {
    const [column] = encodable(frame, [name])
    const { role, cells } = column
    if (params.method === 'ordinal') {
      const table = new Map(seen.map((category, place) => [category, place]))
      by.set(name, [{ name, kind: 'integer', role, missing: 0, cells: looked(cells, table, -1) }])
    } else {
      const kept = params.drop === 'first' ? seen.slice(1) : seen
      by.set(
        name,
        kept.map(category => ({
          name: `${name}=${category}`,
          kind: 'boolean',
          role,
          missing: 0,
          cells: looked(cells, new Map([[category, 1]]), 0),
        })),
      )
    }
  }
  return replaceColumns(frame, by)
}
