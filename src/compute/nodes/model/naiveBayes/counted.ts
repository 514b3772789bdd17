import { LatheError, throwIfCancelled } from '../../../../shared/errors'
import type { Rows } from '../../../engine/design'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { classesIn, classSums } from '../../../learning/classes'
import { aboutMean } from '../../../learning/numbers'
import { onesAtPlaces, placeCounts } from '../../../learning/places'
import { slicesOf } from '../../../learning/slices'
import { sparseScores } from '../../../learning/sparseScores'
import type { Sparse } from '../../../tensor/csr'
import { type Learned, type Params, restOf, type Variant } from './learned'

type Counted = Pick<Learned, 'sizes'> & { featureLogProb: Float64Array }

/**
 * ln of the shares of features, or of their categories, in each class. Counts are added up in double precision on the host: each cell is added
 * once, which takes less time than sending it. Errors: `data` for numbers that cannot be counts or categories.
 */
export async function fitCounted({ signal }: Context, data: Training, params: Params): Promise<Counted> {
  const { variant } = params
  const { codes, classes } = classesIn(data)
  const sizes = variant === 'categorical' ? await placeCounts(data) : undefined
  const m = sizes ? sizes.reduce((sum, size) => sum + size, 0) : data.names.length
  const counts = new Float64Array(classes.length * m)
  for (const { start, rows } of slicesOf(data)) {
    const { starts, columns, values } = await entriesOf(rows, variant, sizes)
    throwIfCancelled(signal)
    for (let i = 0; i < rows.n; i++) {
      const [from, w] = [codes[start + i] * m, data.weights ? data.weights[start + i] : 1]
      for (let e = starts[i]; e < starts[i + 1]; e++) {
        if (values[e] < 0) throw belowZero(data.names[columns[e]], variant)
        counts[from + columns[e]] += w * values[e]
      }
    }
  }
  if (variant === 'complement') toOthers(counts, m)
  const alpha = Math.max(1e-10, params.alpha)
  const all = classes.map((_, k) => counts.subarray(k * m, (k + 1) * m).reduce((sum, c) => sum + c + alpha, 0))
  const rows = classSums(codes, classes.length, data.weights)
  /** How many counts a share is of one of: categories of the feature, or above 0 and not. */
  const among = sizes ? [...sizes].flatMap(size => new Array<number>(size).fill(size)) : new Array<number>(m).fill(2)
  const ofRows = sizes !== undefined || variant === 'bernoulli'
  const sign = variant === 'complement' ? -1 : 1
  const featureLogProb = counts.map((c, at) => {
    const [k, j] = [Math.floor(at / m), at % m]
    return sign * (Math.log(c + alpha) - Math.log(ofRows ? rows[k] + alpha * among[j] : all[k]))
  })
  return { featureLogProb, ...(sizes && { sizes }) }
}

/** Products that the host does in the time of a launch and a readback. Beyond, single precision is enough: scores are differences of classes. */
const hostProducts = 2 ** 17

/** ln of prior times likelihood of each class, up to a number that is the same for all: K arrays of n. */
export async function countedScores(
  context: Context,
  rows: Rows,
  { logPrior, featureLogProb: logs, sizes }: Pick<Learned, 'logPrior'> & Counted,
  variant: Variant,
): Promise<Float64Array[]> {
  const m = logs.length / logPrior.length
  const bernoulli = variant === 'bernoulli'
  const model = {
    coefficients: aboutMean(bernoulli ? logs.map(log => log - restOf(log)) : logs, m),
    centre: new Float64Array(m),
    atCentre: logPrior.map((prior, k) =>
      bernoulli ? logs.subarray(k * m, (k + 1) * m).reduce((sum, log) => sum + restOf(log), prior) : prior,
    ),
  }
  const scores = Array.from(logPrior, () => new Float64Array(rows.n))
  for (const { start, rows: part } of slicesOf(rows)) {
    const own = await sparseScores(context, await entriesOf(part, variant, sizes), model, hostProducts)
    for (const [k, score] of scores.entries()) score.set(own[k], start)
  }
  return scores
}

/** What there is to count in rows, n × m: the numbers, ones where they are above 0, or a one for the category of each feature. */
async function entriesOf(rows: Rows, variant: Variant, sizes: Int32Array | undefined): Promise<Sparse> {
  if (sizes) return onesAtPlaces(rows, sizes)
  const csr = await rows.csr()
  return variant === 'bernoulli' ? { ...csr, values: csr.values.map(x => Number(x > 0)) } : csr
}

/** Counts of each class to those of all others, in place. */
function toOthers(counts: Float64Array, m: number): void {
  const all = new Float64Array(m)
  for (const [at, c] of counts.entries()) all[at % m] += c
  for (const [at, c] of counts.entries()) counts[at] = all[at % m] - c
}

const belowZero = (name: string, variant: string): LatheError =>
  new LatheError({
    code: 'data',
    message: `${name} holds numbers below 0, and ${variant} naive Bayes counts.`,
    remedy: {
      text: 'Set variant to gaussian, or leave the column out in table.columns.',
      fix: { set: { parameter: 'variant', value: 'gaussian' } },
    },
  })
