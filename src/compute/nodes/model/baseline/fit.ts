import { LatheError, throwIfCancelled } from '../../../../shared/errors'
import type { Block } from '../../../../shared/results/blocks'
import { formatNumber } from '../../../../shared/results/format'
import type { Values } from '../../../../shared/params'
import type { Context, Estimator, Fitted } from '../../../engine/node'
import type { Target } from '../../../engine/target'
import { histogramCounts, histogramEdges } from '../../../statistics/histogram'
import { classSums } from '../../../learning/classes'
import { largestOf } from '../../../learning/numbers'
import { mean, quantile } from './reference'
import type { spec } from './spec'

type P = (typeof spec)['parameters']
type Strategy = Values<P>['strategy']

const ofClasses: readonly Strategy[] = ['auto', 'mostFrequent', 'stratified']
const ofNumbers: readonly Strategy[] = ['auto', 'median', 'quantile']

/** Nothing goes to the device: one pass over the target is all there is to do. */
export const estimator: Estimator<P> = {
  fit(context, { target, weights }, params) {
    throwIfCancelled(context.signal)
    if (!target) throw new Error('A baseline was given no target.')
    refuse(target, params.strategy)
    return Promise.resolve(
      target.task === 'classification'
        ? classes(context, target, params.strategy, weights)
        : numbers(target.name, target.values, params, weights),
    )
  },

  predict(context, state, { n }) {
    const { constant, said } = state as { constant?: number; said?: Float64Array; drawn?: boolean }
    if (constant !== undefined) return Promise.resolve({ kind: 'values', values: new Float64Array(n).fill(constant) })
    const probabilities = Array.from(said!, p => new Float64Array(n).fill(state['drawn'] === true ? 0 : p))
    if (state['drawn'] === true) {
      const random = context.random()
      for (let i = 0; i < n; i++) probabilities[drawn(said!, random.uniform())][i] = 1
    }
    return Promise.resolve({ kind: 'classes', probabilities })
  },
}

/** Index of the class whose share of [0, 1) holds u. */
function drawn(shares: Float64Array, u: number): number {
  let below = 0
  for (let k = 0; k < shares.length; k++) if (u < (below += shares[k])) return k
  return largestOf(shares)
}

function numbers(
  name: string,
  values: Float64Array,
  { strategy, quantile: q }: Values<P>,
  weights?: Float64Array,
): Fitted {
  const constant =
    strategy === 'auto' ? mean(values, weights) : quantile(values, strategy === 'median' ? 0.5 : q, weights)
  const label = { auto: 'Mean', median: 'Median', quantile: `Quantile ${q}` }[strategy as 'auto']
  return {
    state: { constant },
    summary: { constant, classPrior: null },
    blocks: [shown([{ label, value: constant, format: 'significant' }]), valuesBlock(name, values, constant)],
  }
}

function classes(
  _context: Context,
  { classes: names, codes }: Extract<Target, { task: 'classification' }>,
  strategy: Strategy,
  weights?: Float64Array,
): Fitted {
  const sums = classSums(codes, names.length, weights)
  const total = sums.reduce((sum, s) => sum + s, 0)
  const prior = sums.map(s => s / total)
  const top = largestOf(prior)
  const said = strategy === 'mostFrequent' ? prior.map((_, k) => (k === top ? 1 : 0)) : prior
  return {
    state: { said, drawn: strategy === 'stratified' },
    summary: { constant: null, classPrior: [...prior] },
    blocks: [
      shown([
        { label: 'Most frequent class', value: String(names[top]) },
        { label: 'Its share', value: prior[top], format: 'percent' },
      ]),
      sharesBlock(names.map(String), prior),
    ],
  }
}

type Items = Extract<Block, { kind: 'metrics' }>['items']

const shown = (items: Items): Block => ({
  kind: 'metrics',
  id: 'constant',
  title: 'What it says',
  caption: 'Of every row, whatever its features.',
  items,
})

/** What the one number is said instead of. */
function valuesBlock(name: string, values: Float64Array, constant: number): Block {
  const edges = histogramEdges(values)
  return {
    kind: 'chart',
    id: 'target',
    title: 'What it stands for',
    caption: `${name} in the training rows; ${formatNumber(constant)} is said of all of them.`,
    chart: {
      type: 'histogram',
      x: { label: name },
      y: { label: 'Rows' },
      edges,
      series: [{ name: 'Rows', counts: histogramCounts(values, edges) }],
    },
  }
}

const mostShares = 30

function sharesBlock(names: readonly string[], prior: ArrayLike<number>): Block {
  const order = [...names.keys()].sort((a, b) => prior[b] - prior[a]).slice(0, mostShares)
  const few = names.length > mostShares ? ` The ${mostShares} most frequent of ${names.length} are shown.` : ''
  return {
    kind: 'chart',
    id: 'target',
    title: 'What it stands for',
    caption: `Shares of the classes in the training rows.${few}`,
    chart: {
      type: 'bar',
      category: { label: 'Class' },
      value: { label: 'Share', min: 0 },
      categories: order.map(k => names[k]),
      series: [{ name: 'Share', values: order.map(k => prior[k]) }],
      horizontal: true,
    },
  }
}

function refuse({ task, name }: Target, strategy: Strategy): void {
  const allowed = task === 'classification' ? ofClasses : ofNumbers
  if (allowed.includes(strategy)) return
  const what = task === 'classification' ? 'classes' : 'numbers'
  throw new LatheError({
    code: 'data',
    message: `The strategy ${strategy} does not go with ${name}, which holds ${what}.`,
    remedy: {
      text: `Set strategy to ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}.`,
      fix: { set: { parameter: 'strategy', value: 'auto' } },
    },
  })
}
