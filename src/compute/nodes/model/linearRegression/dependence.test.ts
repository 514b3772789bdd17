import { describe, expect, it } from 'vitest'
import { testNumbers } from '../../../testing/frames'
import { minimumNorm, pivots } from './dependence'
import type { Design } from './design'
import { hostQr } from './hostQr'
import { hostGram } from './sweeps'

/** Columns with mean near 0 as they are: what these functions need of a design. */
function designOf(columns: readonly Float64Array[], target: Float64Array): Design {
  const p = columns.length
  const scale = Float64Array.from(columns, (_, j) => 1 + j)
  return {
    n: target.length,
    p,
    names: columns.map((_, j) => `x${j}`),
    intercept: true,
    weights: undefined,
    total: target.length,
    centre: new Float64Array(p),
    scale,
    constant: columns.map(() => false),
    target,
    column: j => Promise.resolve(columns[j]),
    signal: new AbortController().signal,
  } as Partial<Design> as Design
}

const [a, b, c, y] = [1, 2, 3, 4].map(seed => testNumbers(400, seed).map(v => v - testMean(seed)))
function testMean(seed: number): number {
  return testNumbers(400, seed).reduce((s, v) => s + v, 0) / 400
}

describe('dependent columns', () => {
  it('are told from the others by their pivots', () => {
    const products = Float64Array.of(4, 2, 4, 2, 9, 2, 4, 2, 4)
    expect(pivots(products, 3, 1e-10)).toMatchObject({ rank: 2 })
    expect(pivots(Float64Array.of(1, 0, 0, 1), 2, 1e-10).rank).toBe(2)
  })

  it('have the same shortest solution in many rows as by QR', async () => {
    const design = designOf([a, b, a.map((v, i) => v - 2 * b[i]), c, a.map(v => 3 * v)], y)
    const gram = await hostGram(design)
    const found = await minimumNorm(design, gram, [0, 1, 3], [2, 4])
    const wanted = await hostQr(design, [0, 1, 2, 3, 4], new Float64Array(5))
    expect(wanted.rank).toBe(3)
    found.gamma.forEach((g, j) => expect(Math.abs(g - wanted.gamma[j])).toBeLessThan(1e-12))
    expect(found.dependent.get(4)).toEqual([0])
    expect(found.dependent.get(2)).toEqual([0, 1])
  })

  it('are not taken for dependent when they are only near it', async () => {
    const near = a.map((v, i) => v + 1e-6 * c[i])
    const design = designOf([a, b, near], y)
    await expect(minimumNorm(design, await hostGram(design), [0, 1], [2])).rejects.toThrow('x2 is nearly')
  })
})
