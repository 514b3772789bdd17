import { LatheError, throwIfCancelled } from '../../shared/errors'
import type { Context } from '../engine/node'
import type { Rows } from '../engine/design'
import { zerosLike, linear } from '../kernels/linear/linear'
import { readMatrix } from '../tensor/matrix'
import { hostWork, type LinearModel, mostCancelled } from './linearModel'
import { sparseScores } from './sparseScores'
import { addTerms, type Term, walkRows } from './walk'

/** atCentre + Σ β (x − centre) of each row: q arrays of n doubles. Errors: `data` for infinite features, `numeric`, `cancelled`. */
export async function linearScores(
  context: Pick<Context, 'device' | 'signal'>,
  rows: Rows,
  model: LinearModel,
): Promise<Float64Array[]> {
  const q = model.atCentre.length
  const scores = rows.isSparse ? await sparseScores(context, await rows.csr(), model) : []
  if (scores.length === 0 && rows.n * model.coefficients.length > hostWork) await onDevice(context, rows, model, scores)
  const left = Array.from({ length: q }, (_, k) => k).filter(k => !scores[k])
  if (left.length > 0) await onHost(context, rows, model, left, scores)
  if (!scores.every(score => score.every(Number.isFinite)))
    throw new LatheError({
      code: 'numeric',
      message: 'What the model says of these rows left the range of numbers.',
      remedy: { text: 'Put prep.scale before the model, or leave such rows out.', fix: { insert: 'prep.scale' } },
    })
  return scores
}

/** Fills in the scores of these outputs. */
async function onHost(
  { signal }: Pick<Context, 'signal'>,
  rows: Rows,
  { coefficients, centre, atCentre }: LinearModel,
  outputs: readonly number[],
  scores: Float64Array[],
): Promise<void> {
  const p = centre.length
  for (const k of outputs) scores[k] = new Float64Array(rows.n).fill(atCentre[k])
  const used = [...centre.keys()].filter(j => outputs.some(k => coefficients[k * p + j] !== 0))
  // Four columns at a time: a definition of a column is made anew whenever it is asked for, and a million doubles are not kept.
  for (let at = 0; at < used.length; at += 4) {
    const few = used.slice(at, at + 4)
    const columns = await Promise.all(few.map(j => rows.numbers(j)))
    throwIfCancelled(signal)
    const terms = outputs.map(k =>
      few.map((j, i): Term => ({ factor: coefficients[k * p + j], x: columns[i], centre: centre[j] })),
    )
    for (let start = 0; start < rows.n; start += walkRows)
      for (const [i, k] of outputs.entries()) addTerms(scores[k].subarray(start, start + walkRows), terms[i], start)
  }
}

/** Fills in scores of which single precision loses nothing that matters: deviations from the middle of the images in it, the rest in double. */
async function onDevice(
  { device, signal }: Pick<Context, 'device' | 'signal'>,
  rows: Rows,
  { coefficients, centre, atCentre }: LinearModel,
  scores: Float64Array[],
): Promise<void> {
  using scope = device.scope()
  const matrix = await rows.matrix()
  const p = matrix.cols
  const slopes = coefficients.map((b, at) => b * matrix.scale[at % p])
  // In units of each output's largest sum, so that single precision holds them all.
  const most = Float64Array.from(atCentre, (_, k) =>
    slopes.subarray(k * p, (k + 1) * p).reduce((sum, s) => sum + Math.abs(s), 0),
  )
  const out = zerosLike(scope, matrix, atCentre.length)
  const weights = Float32Array.from(slopes, (s, at) => s / (most[Math.floor(at / p)] || 1))
  linear(device, matrix, scope.upload(weights), scope.upload(new Float32Array(atCentre.length)), out)
  const deviations = await readMatrix(device, out)
  throwIfCancelled(signal)
  for (const [k, deviation] of deviations.entries()) {
    if (!(spreadOf(deviation) * mostCancelled >= 1) && most[k] !== 0) continue
    let offset = atCentre[k]
    for (let j = 0; j < p; j++) offset += coefficients[k * p + j] * (matrix.shift[j] - centre[j])
    const score = new Float64Array(deviation.length)
    for (let i = 0; i < score.length; i++) score[i] = offset + most[k] * deviation[i]
    scores[k] = score
  }
}

/** From the twentieth to the last but one twentieth of the values, of a thousand of them: a few far ones do not stretch it. */
function spreadOf(values: Float32Array): number {
  const every = Math.ceil(values.length / 1000)
  const some = Float32Array.from(
    { length: Math.floor((values.length - 1) / every) + 1 },
    (_, i) => values[i * every],
  ).sort()
  return some[Math.floor(0.95 * (some.length - 1))] - some[Math.floor(0.05 * (some.length - 1))]
}
