import { throwIfCancelled } from '../../../../shared/errors'
import { pauses } from '../../../frame/pause'
import { crossProduct } from '../../../kernels/crossProduct/crossProduct'
import { type Design, keptCells, weightedMean } from './design'
import type { Gram } from './rawGram'
import { addProducts, addTerms, dot, dotAndSum, dotTwice, type Term, walkRows } from '../../../learning/walk'

/** Most multiply-adds (rows × features²) for which cross products are formed in double precision on the host, as a matter of course. */
const hostProducts = 4e7
/** The same where the device's do not do: two seconds. */
const dearProducts = 4e9
/** Cells (rows × features) up to which slopes are summed with twice the digits. */
const twiceCells = 2e5
/** Doubles of a chunk of rows, and multiply-adds of its products: 50 ms between two looks at whether the run is cancelled. */
const chunkCells = 1e6
const chunkProducts = 1e8

/**
 * target − Σ γⱼ zⱼ over the features of `basis`, in double precision from the source columns, less its weighted mean where
 * there is an intercept. O(n · p), a few rows of all columns at a time; four columns at a time where they are not kept.
 */
export async function residualOf(
  design: Design,
  gamma: Float64Array,
  basis: readonly number[],
  target: Float64Array = design.target,
): Promise<{ residual: Float64Array; mean: number }> {
  const r = target.slice()
  const atOnce = kept(design) ? basis.length : 4
  for (let at = 0; at < basis.length; at += atOnce) {
    const terms = await termsOf(design, gamma.subarray(at, at + atOnce), basis.slice(at, at + atOnce))
    const rows = kept(design) ? walkRows : r.length
    for (let start = 0; start < r.length; start += rows) addTerms(r.subarray(start, start + rows), terms, start)
    throwIfCancelled(design.signal)
  }
  if (!design.intercept) return { residual: r, mean: 0 }
  const mean = weightedMean(design, r)
  for (let i = 0; i < r.length; i++) r[i] -= mean
  return { residual: r, mean }
}

const kept = ({ n, p }: Design): boolean => n * p <= keptCells

/** The columns of `basis` with −γ in their own units, those of 0 left out. */
async function termsOf(design: Design, gamma: Float64Array, basis: readonly number[]): Promise<Term[]> {
  const terms = basis.map(async (j, at) => ({
    factor: -gamma[at] / design.scale[j],
    x: gamma[at] === 0 ? design.target : await design.column(j),
    centre: design.centre[j],
  }))
  return (await Promise.all(terms)).filter(t => t.factor !== 0)
}

/** Σ w r zⱼ ÷ Σ w for the features of `basis`. */
export async function slopesOf(
  design: Design,
  residual: Float64Array,
  basis: readonly number[],
): Promise<Float64Array> {
  const { weights, total } = design
  const r = weights ? residual.map((value, i) => value * weights[i]) : residual
  const sum = design.n * design.p <= twiceCells ? dotTwice : dot
  const slopes = new Float64Array(basis.length)
  for (const [at, j] of basis.entries()) {
    throwIfCancelled(design.signal)
    slopes[at] = sum(r, await design.column(j), design.centre[j]) / design.scale[j] / total
  }
  return slopes
}

/** Slope of the objective's negative at γ: Σ w r zⱼ ÷ Σ w − l2ⱼ γⱼ; all lists over `basis`. */
export async function slopesAt(
  design: Design,
  gamma: Float64Array,
  basis: readonly number[],
  l2: Float64Array,
): Promise<Float64Array> {
  const { n, p, weights } = design
  const slopes =
    weights || n * p <= twiceCells || !kept(design)
      ? await slopesOf(design, (await residualOf(design, gamma, basis)).residual, basis)
      : await walkedSlopes(design, gamma, basis)
  return slopes.map((slope, i) => slope - l2[i] * gamma[i])
}

/** Residual and slopes without weights in one walk: a few rows of all columns go through the cache once, in place of twice. */
async function walkedSlopes(design: Design, gamma: Float64Array, basis: readonly number[]): Promise<Float64Array> {
  const { n, target, intercept } = design
  const terms = await termsOf(design, gamma, basis)
  const columns = await Promise.all(basis.map(j => design.column(j)))
  const products = new Float64Array(basis.length)
  const deviations = new Float64Array(basis.length)
  const rows = new Float64Array(walkRows)
  let sum = 0
  for (let start = 0; start < n; start += walkRows) {
    throwIfCancelled(design.signal)
    const r = rows.subarray(0, Math.min(walkRows, n - start))
    r.set(target.subarray(start, start + r.length))
    addTerms(r, terms, start)
    for (let i = 0; i < r.length; i++) sum += r[i]
    for (const [at, j] of basis.entries()) {
      const [product, deviation] = dotAndSum(r, columns[at], design.centre[j], start)
      products[at] += product
      deviations[at] += deviation
    }
  }
  // The mean of the residual is known only now: what it adds to the products is taken off.
  const mean = intercept ? sum / n : 0
  return products.map((product, at) => (product - mean * deviations[at]) / design.scale[basis[at]] / n)
}

/** The cross products of the standardised features and target, on the device. */
export async function deviceGram(
  context: { device: Parameters<typeof crossProduct>[0] },
  design: Design,
): Promise<Gram> {
  if (design.gram) return design.gram
  const { p, total, matrix, weightBlocks } = design
  design.standardize()
  const { cols } = matrix
  const all = await crossProduct(context.device, matrix, matrix, weightBlocks)
  const products = new Float64Array(p * p)
  const withTarget = new Float64Array(p)
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) products[i * p + j] = all[i * cols + j] / total
    withTarget[i] = all[i * cols + p] / total
  }
  return { products, withTarget, exact: false }
}

export const affordable = ({ n, p }: Design): boolean => n * p * p <= hostProducts
export const payable = ({ n, p }: Design): boolean => n * p * p <= dearProducts

/**
 * The same in double precision, on the host: O(n · p²). The centres come from the device and are good to about 1e-8 of a column's
 * reach; inverses of strongly correlated columns magnify what they lack, so the products are moved to the exact means.
 */
export async function hostGram(design: Design): Promise<Gram> {
  const { p, total, weights, target, intercept } = design
  const all = Array.from({ length: p }, (_, j) => j)
  const ones = new Float64Array(design.n).fill(1)
  const means = intercept ? await slopesOf(design, ones, all) : new Float64Array(p)
  const products = await weightedProducts(design, weights ?? ones)
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) products[i * p + j] = products[i * p + j] / total - means[i] * means[j]
  return { products, withTarget: await slopesOf(design, target, all), exact: true }
}

/** Σ fᵢ zᵢ zᵢᵀ (p × p) in double precision on the host. */
async function weightedProducts(design: Design, factors: Float64Array): Promise<Float64Array> {
  const { p } = design
  const sums = new Float64Array(p * p)
  for await (const { start, count, z } of chunks(design)) {
    addProducts(sums, z, factors.subarray(start, start + count))
  }
  for (let j = 0; j < p; j++) for (let k = 0; k < j; k++) sums[k * p + j] = sums[j * p + k]
  return sums
}

export interface Chunk {
  start: number
  count: number
  /** Features of these rows, feature by feature: z[j · count + i]. */
  z: Float64Array
}

/** The standardised features in double precision, a few rows at a time; of the rows `index` only where it is given. */
export async function* chunks(design: Design, index?: Uint32Array): AsyncGenerator<Chunk> {
  const { p } = design
  const n = index?.length ?? design.n
  const size = Math.max(256, Math.floor(Math.min(chunkCells / p, chunkProducts / p ** 2)))
  const pause = pauses(design.signal, 50)
  for (let start = 0; start < n; start += size) {
    await pause()
    const count = Math.min(size, n - start)
    const z = new Float64Array(p * count)
    for (let j = 0; j < p; j++) {
      const [x, centre, scale] = [await design.column(j), design.centre[j], design.scale[j]]
      for (let i = 0; i < count; i++) z[j * count + i] = (x[index ? index[start + i] : start + i] - centre) / scale
    }
    yield { start, count, z }
  }
}

/** A few rows of the constant and of half z, features that neither lean on each other nor differ in spread. */
export interface Whitened {
  start: number
  count: number
  /** Constant first (0 without intercept), then p features: q[k · count + i]. */
  q: Float64Array
  /** How far a row pulls its own fitted value, 0 … 1: w (1 + ‖half zᵢ‖²) ÷ Σw. */
  pull: Float64Array
}

export async function* whitened(design: Design, half: Float64Array, index?: Uint32Array): AsyncGenerator<Whitened> {
  const { p, total, intercept, weights } = design
  for await (const { start, count, z } of chunks(design, index)) {
    const q = new Float64Array((p + 1) * count)
    if (intercept) q.fill(1, 0, count)
    const pull = q.slice(0, count)
    for (let k = 0; k < p; k++) {
      const v = q.subarray((k + 1) * count, (k + 2) * count)
      for (let j = 0; j < p; j++) {
        const factor = half[k * p + j]
        if (factor !== 0) for (let i = 0; i < count; i++) v[i] += factor * z[j * count + i]
      }
      for (let i = 0; i < count; i++) pull[i] += v[i] * v[i]
    }
    for (let i = 0; i < count; i++) {
      const row = index ? index[start + i] : start + i
      pull[i] = Math.min(1, (pull[i] * (weights ? weights[row] : 1)) / total)
    }
    yield { start, count, q, pull }
  }
}

export async function leverages(design: Design, half: Float64Array, index?: Uint32Array): Promise<Float64Array> {
  const out = new Float64Array(index?.length ?? design.n)
  for await (const { start, pull } of whitened(design, half, index)) out.set(pull, start)
  return out
}
