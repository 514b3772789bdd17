import { LatheError, throwIfCancelled } from '../../shared/errors'
import type { Context } from '../engine/node'
import type { Rows } from '../engine/training'
import { alike, linear } from '../kernels/linear/linear'
import { readMatrix } from '../tensor/matrix'
import { addTerms, type Term, walkRows } from './walk'

/**
 * What a linear model learned: coefficients in the features' own units (q × p, row by row) and the scores at a point among the training
 * rows. Reckoned from there, nearly equal columns and powers of a year keep their digits; from 0 they cancel.
 */
export interface LinearModel {
  coefficients: Float64Array
  /** p. */
  centre: Float64Array
  /** q. */
  atCentre: Float64Array
}

/** Multiply-adds that the host does in about 50 ms: so many it does alone, in double precision. */
const hostWork = 5e7
/** Of more, the device's sums do while the terms of a sum are at most this many times the largest sum: 64 · 2⁻²⁴ of it may be lost. */
const mostCancelled = 64

/** atCentre + Σ β (x − centre) of each row: q arrays of n doubles. Errors: `data` for infinite features, `numeric`, `cancelled`. */
export async function linearScores(
  context: Pick<Context, 'device' | 'signal'>,
  rows: Rows,
  model: LinearModel,
): Promise<Float64Array[]> {
  const quick = rows.n * model.coefficients.length <= hostWork
  const scores = (quick ? undefined : await onDevice(context, rows, model)) ?? (await onHost(context, rows, model))
  if (!scores.every(score => score.every(Number.isFinite))) await refuseInfinite(rows)
  return scores
}

/** Errors: `data` where a feature of these rows is infinite, `numeric` where sums of finite ones are. */
async function refuseInfinite(rows: Rows): Promise<never> {
  for (const [j, name] of rows.names.entries())
    if (!(await rows.numbers(j)).every(Number.isFinite))
      throw new LatheError({
        code: 'data',
        message: `${name} holds infinite numbers.`,
        remedy: 'Turn them into missing cells or large numbers first.',
      })
  throw new LatheError({
    code: 'numeric',
    message: 'What the model says of these rows left the range of numbers.',
    remedy: 'Put prep.scale before the model, or leave such rows out.',
  })
}

async function onHost(
  { signal }: Pick<Context, 'signal'>,
  rows: Rows,
  { coefficients, centre, atCentre }: LinearModel,
): Promise<Float64Array[]> {
  const p = centre.length
  const scores = Array.from(atCentre, start => new Float64Array(rows.n).fill(start))
  const used = [...centre.keys()].filter(j => scores.some((_, k) => coefficients[k * p + j] !== 0))
  // Four columns at a time: a definition of a column is made anew whenever it is asked for, and a million doubles are not kept.
  for (let at = 0; at < used.length; at += 4) {
    const few = used.slice(at, at + 4)
    const columns = await Promise.all(few.map(j => rows.numbers(j)))
    throwIfCancelled(signal)
    const terms = scores.map((_, k) =>
      few.map((j, i): Term => ({ factor: coefficients[k * p + j], x: columns[i], centre: centre[j] })),
    )
    for (let start = 0; start < rows.n; start += walkRows)
      for (const [k, score] of scores.entries()) addTerms(score.subarray(start, start + walkRows), terms[k], start)
  }
  return scores
}

/** Deviations from the middle of the images in single precision, the rest in double. Undefined where too much cancels. */
async function onDevice(
  { device, signal }: Pick<Context, 'device' | 'signal'>,
  rows: Rows,
  { coefficients, centre, atCentre }: LinearModel,
): Promise<Float64Array[] | undefined> {
  using scope = device.scope()
  const matrix = await rows.matrix()
  const p = matrix.cols
  const slopes = coefficients.map((b, at) => b * matrix.scale[at % p])
  // In units of the largest slope, so that single precision holds them all.
  const unit = slopes.reduce((most, s) => Math.max(most, Math.abs(s)), 0) || 1
  const out = alike(scope, matrix, atCentre.length)
  linear(
    device,
    matrix,
    scope.upload(Float32Array.from(slopes, s => s / unit)),
    scope.upload(new Float32Array(atCentre.length)),
    out,
  )
  const deviations = await readMatrix(device, out)
  throwIfCancelled(signal)
  const scores: Float64Array[] = []
  for (const [k, deviation] of deviations.entries()) {
    let [offset, terms, reach] = [atCentre[k], 0, 0]
    for (let j = 0; j < p; j++) {
      offset += coefficients[k * p + j] * (matrix.shift[j] - centre[j])
      terms += Math.abs(slopes[k * p + j])
    }
    for (const d of deviation) reach = Math.max(reach, unit * Math.abs(d))
    if (terms > mostCancelled * reach) return undefined
    scores.push(Float64Array.from(deviation, d => offset + unit * d))
  }
  return scores
}
