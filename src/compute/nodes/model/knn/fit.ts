import { LatheError, throwIfCancelled } from '../../../../shared/errors'
import type { Values } from '../../../../shared/params'
import type { Context, Estimator, Fitted } from '../../../engine/node'
import type { Prediction } from '../../../engine/prediction'
import type { Rows } from '../../../engine/design'
import { pauses } from '../../../frame/pause'
import { nearest } from '../../../kernels/distances/nearest'
import { boundaryBlocks } from '../../../learning/boundary'
import { pointsOf } from '../../../learning/points'
import { surfaceBlocks } from '../../../learning/surface'
import { empty, readTensor } from '../../../tensor/tensor'
import { neighboursBlocks } from './neighbours'
import { distanceBy, heard, nearestOf } from './reference'
import type { spec } from './spec'
import { codingOf, type Learned, tensorFrom } from './table'

type Params = Values<(typeof spec)['parameters']>

/** Candidates beyond k that the device gives: rows nearly as near, among which double precision decides. */
const spare = 8

/** Rows asked about at once: their candidates are read back together. */
const stretch = 1 << 15

export const estimator: Estimator<(typeof spec)['parameters']> = {
  async fit(context, data, { nNeighbors }): Promise<Fitted> {
    throwIfCancelled(context.signal)
    if (nNeighbors > data.n)
      throw new LatheError({
        code: 'data',
        message: `${nNeighbors} neighbours cannot be found among ${data.n} training rows.`,
        remedy: {
          text: `Set nNeighbors to at most ${data.n}.`,
          fix: { set: { parameter: 'nNeighbors', value: data.n } },
        },
      })
    const target = data.target!
    const learned: Learned =
      target.task === 'classification'
        ? { rows: await data.table(), told: Float64Array.from(target.codes), classes: target.classes.length }
        : { rows: await data.table(), told: target.values, classes: 0 }
    return { state: { ...learned }, summary: {}, blocks: [] }
  },

  predict: (context, state, rows, params) => predict(context, state as unknown as Learned, rows, params),

  async explain(context, { state }, data, frame, params) {
    const learned = state as unknown as Learned
    const neighbours = await neighboursBlocks(context, learned, data, params)
    const drawn = {
      decide: (rows: Rows) => predict(context, learned, rows, params),
      work: data.n * data.names.length,
    }
    const picture =
      data.target?.task === 'classification'
        ? await boundaryBlocks(context, data, await pointsOf(context, data, frame), drawn)
        : await surfaceBlocks(context, data, drawn)
    return [...picture, ...neighbours]
  },
}

/** The device finds candidates; the host takes the k nearest of them in double precision and counts their votes. */
async function predict(context: Context, learned: Learned, rows: Rows, params: Params): Promise<Prediction> {
  const { told, classes } = learned
  const { n } = rows
  const queries = await rows.table()
  const values = new Float64Array(n)
  const probabilities = Array.from({ length: classes }, () => new Float64Array(n))
  const pause = pauses(context.signal)
  await eachNeighbours(context, learned, queries, rows.names.length, params, pause, (i, found) => {
    if (classes === 0) values[i] = heard(found, params.weights, row => told[row])
    else
      for (const c of new Set(found.map(f => told[f.row])))
        probabilities[c][i] = heard(found, params.weights, row => Number(told[row] === c))
  })
  return classes > 0 ? { kind: 'classes', probabilities } : { kind: 'values', values }
}

async function eachNeighbours(
  { device }: Context,
  { rows: table }: Learned,
  queries: Float64Array,
  p: number,
  { nNeighbors, metric: name, p: power }: Params,
  pause: () => Promise<void>,
  take: (i: number, found: ReturnType<typeof nearestOf>) => void,
): Promise<void> {
  const [m, n] = [table.length / p, queries.length / p]
  const metric = { name, p: power }
  const distance = distanceBy(metric)
  const { code, atLeast } = codingOf(table, p, name)
  const k = Math.min(m, nNeighbors + spare)
  const everyRow = new Uint32Array(m).map((_, i) => i)
  using scope = device.scope()
  const points = tensorFrom(scope, code(table), p)
  for (let start = 0; start < n; start += stretch) {
    await pause()
    const asked = queries.subarray(start * p, Math.min(n, start + stretch) * p)
    const count = asked.length / p
    using part = device.scope()
    const out = { distances: empty(part, [count, k]), indices: empty(part, [count, k]) }
    const codes = code(asked)
    nearest(device, tensorFrom(part, codes, p), points, k, metric, out)
    const indices = await device.readInts(out.indices.buffer, count * k)
    const distances = await readTensor(device, out.distances)
    for (let i = 0; i < count; i++) {
      if (i % 256 === 0) await pause()
      const query = asked.subarray(i * p, (i + 1) * p)
      const found = nearestOf(table, indices.subarray(i * k, (i + 1) * k), query, nNeighbors, distance)
      const reach = codes.subarray(i * p, (i + 1) * p).reduce((most, u) => Math.max(most, Math.abs(u)), 0)
      // A row that the device left out may be nearer than single precision tells: then all are asked.
      const sure = k === m || found[nNeighbors - 1].distance < atLeast(distances[i * k + k - 1], reach)
      take(start + i, sure ? found : nearestOf(table, everyRow, query, nNeighbors, distance))
    }
  }
}
