import { LatheError } from '../../../../shared/errors'
import type { Block } from '../../../../shared/results/blocks'
import type { Transformer } from '../../../engine/node'
import { type NumberCells, numberCells } from '../../../frame/cells'
import { times } from '../../../frame/derived'
import { formNames } from '../../../frame/contents'
import { addColumns, type Column, featuresOf, type Frame, isNumeric, type NumberColumn } from '../../../frame/frame'
import { isWide } from '../../../frame/wide'
import { chosen } from '../columns'
import type { spec } from './spec'
import { degreeOf, type Powers, termCount, termName, termsOf } from './terms'

type P = (typeof spec)['parameters']

/** More columns than this are refused: the cross products of 1,000 take a million cells. */
export const mostTerms = 1000

export const transformer: Transformer<P> = {
  async fit(_context, frame, params): ReturnType<Transformer['fit']> {
    const columns = multipliable(frame, params.columns)
    const features = columns.map(c => c.name)
    const count = termCount(features.length, params.degree, params.interactionOnly)
    if (count > mostTerms)
      throw new LatheError({
        code: 'data',
        message: `Degree ${params.degree} of ${features.length} features makes ${count} columns; at most ${mostTerms} are made.`,
        remedy: {
          text: 'Give a smaller degree, set interactionOnly, or name fewer columns.',
          fix: { set: { parameter: 'degree' } },
        },
      })
    const powers = termsOf(features.length, params.degree, params.interactionOnly)
    const terms = powers.map(p => termName(features, p))
    const names = freeNames(frame, powers, terms)
    return {
      state: { features, powers, names, bias: freeName(frame, '1') },
      summary: {
        features,
        terms: params.includeBias ? ['1', ...terms] : terms,
        powers: withBias(powers, params.includeBias, features.length),
      },
      blocks: [termsBlock(powers, params.degree)],
    }
  },

  async apply(_context, frame, state, params) {
    const columns = multipliable(frame, state['features'] as readonly string[])
    const names = state['names'] as readonly string[]
    const powers = state['powers'] as readonly Powers[]
    await refuseOverflow(columns, powers)
    const cells = productsOf(columns, powers)
    const added = powers.flatMap((p, k): Column[] => (degreeOf(p) === 1 ? [] : [feature(names[k], cells[k])]))
    if (!params.includeBias) return addColumns(frame, added)
    const ones = feature(state['bias'] as string, numberCells(frame.rows, new Float64Array(frame.rows).fill(1)))
    return addColumns({ ...frame, columns: [ones, ...frame.columns] }, added)
  },
}

const feature = (name: string, cells: NumberCells): Column => ({
  name,
  kind: 'number',
  role: 'feature',
  missing: 0,
  cells,
})

function multipliable(frame: Frame, names: readonly string[] | null): NumberColumn[] {
  const columns = chosen(frame, names, isNumeric, 'numbers')
  const gap = columns.find(c => c.missing > 0)
  if (gap)
    throw new LatheError({
      code: 'data',
      message: `The column ${gap.name} has ${gap.missing} missing cells.`,
      remedy: {
        text: 'Put prep.impute before prep.polynomial.',
        fix: { insert: 'prep.impute', before: 'prep.polynomial' },
      },
    })
  const wide = featuresOf(frame).find(c => isWide(c.cells))
  if (columns.length === 0 && wide)
    throw new LatheError({
      code: 'data',
      message: `${wide.name} holds ${formNames[wide.cells.form]}, and only columns of numbers are multiplied.`,
      remedy: {
        text: 'Put model.pca before prep.polynomial, which makes a few columns of numbers of it.',
        fix: { insert: 'model.pca', before: 'prep.polynomial' },
      },
    })
  if (columns.length === 0)
    throw new LatheError({
      code: 'data',
      message: 'There are no numeric features to multiply.',
      remedy: {
        text: 'Name features in table.columns, or put prep.encode before prep.polynomial.',
        fix: { insert: 'prep.encode', before: 'prep.polynomial' },
      },
    })
  return columns
}

/** Each term as a product of a term of one degree less and a feature, so that x⁴ is three products in all of x², x³, x⁴. */
function productsOf(columns: readonly NumberColumn[], powers: readonly Powers[]): NumberCells[] {
  const made = new Map<string, NumberCells>()
  return powers.map(p => {
    const last = p.findLastIndex(e => e > 0)
    const factor = columns[last].cells
    const rest = made.get(p.map((e, j) => (j === last ? e - 1 : e)).join())
    const cells = rest ? times(rest, factor) : factor
    made.set(p.join(), cells)
    return cells
  })
}

/** Doubles end at 1.8e308; a term that may pass 1e300 is refused before it turns into infinity. */
async function refuseOverflow(columns: readonly NumberColumn[], powers: readonly Powers[]): Promise<void> {
  const reach: number[] = []
  for (const { cells } of columns)
    reach.push((await cells.numbers()).reduce((most, x) => Math.max(most, Math.abs(x)), 0))
  const names = columns.map(c => c.name)
  const infinite = names.find((_, j) => reach[j] === Infinity)
  const wide = powers.find(p => p.reduce((sum, e, j) => sum + e * Math.log10(Math.max(1, reach[j])), 0) > 300)
  if (infinite !== undefined || wide)
    throw new LatheError({
      code: 'data',
      message: infinite
        ? `The column ${infinite} has infinite cells.`
        : `The term ${termName(names, wide!)} leaves the range of numbers.`,
      remedy: infinite
        ? 'Take those rows out with table.filter.'
        : {
            text: 'Put prep.scale before prep.polynomial, or give a smaller degree.',
            fix: { insert: 'prep.scale', before: 'prep.polynomial' },
          },
    })
}

/** Terms of degree 1 are the features themselves; a new term never takes the name of a column that is there. */
function freeNames(frame: Frame, powers: readonly Powers[], terms: readonly string[]): string[] {
  return terms.map((name, k) => (degreeOf(powers[k]) === 1 ? name : freeName(frame, name)))
}

function freeName(frame: Frame, name: string): string {
  const taken = new Set(frame.columns.map(c => c.name))
  let free = name
  for (let i = 2; taken.has(free); i++) free = `${name}_${i}`
  return free
}

const withBias = (powers: readonly Powers[], bias: boolean, p: number): Powers[] =>
  bias ? [new Array<number>(p).fill(0), ...powers] : [...powers]

function termsBlock(powers: readonly Powers[], degree: number): Block {
  const degrees = Array.from({ length: degree }, (_, k) => k + 1)
  return {
    kind: 'metrics',
    id: 'terms',
    title: 'Terms by degree',
    items: degrees.map(k => ({
      label: k === 1 ? 'Features themselves' : `Degree ${k}`,
      value: powers.filter(p => degreeOf(p) === k).length,
      format: 'integer',
    })),
  }
}
