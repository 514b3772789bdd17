import { describe, expect, it } from 'vitest'
import golden from './golden.json'
import { histogramCounts, histogramEdges } from './histogram'
import { wilsonInterval } from './proportion'
import { quantiles } from './quantiles'

const samples = golden.samples as Record<string, number[]>

describe('quantiles', () => {
  it.each(Object.entries(golden.quantiles))('%s as numpy.quantile', (name, expected) => {
    const found = quantiles(samples[name], golden.probabilities)
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12))
  })

  it('leaves out NaN and keeps infinity', () => {
    expect(quantiles([NaN, 3, 1, NaN], [0, 0.5])).toEqual([1, 2])
    expect(quantiles([], [0.5])[0]).toBeNaN()
    expect(quantiles([1, Infinity, Infinity], [0.75, 1])).toEqual([Infinity, Infinity])
  })
})

describe('histogram', () => {
  it.each(Object.entries(golden.edges))('%s has the edges of numpy', (name, expected) => {
    const found = histogramEdges(samples[name], 1000)
    expect(found).toHaveLength(expected.length)
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12))
  })

  it('counts every value once, the last edge included', () => {
    for (const values of Object.values(samples)) {
      const edges = histogramEdges(values)
      expect(edges.length).toBeLessThanOrEqual(61)
      expect(histogramCounts(values, edges).reduce((a, b) => a + b, 0)).toBe(values.length)
    }
    expect(histogramCounts([0, 1, 1, 2, 5, NaN], [0, 1, 2])).toEqual([1, 3])
  })

  it('puts a value on or beside an edge where the written edges say', () => {
    for (const [low, high, bins] of [
      [0, 1, 10],
      [-0.3, 0.7, 7],
      [1e6, 1e6 + 0.1, 30],
      [0.1, 123.4, 59],
    ]) {
      const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * ((high - low) / bins)))
      const values = edges.flatMap(edge => [edge * (1 - Number.EPSILON), edge, edge * (1 + Number.EPSILON)])
      const expected = edges.slice(1).map((edge, i) => {
        return values.filter(v => v >= edges[i] && (v < edge || (v === edge && i === bins - 1))).length
      })
      expect(histogramCounts(values, edges)).toEqual(expected)
    }
  })

  it('has bins where half of the values are equal, one for a lone value, none for none', () => {
    expect(histogramEdges(samples.mostly)).toHaveLength(8)
    expect(histogramEdges([4, 4])).toEqual([3.5, 4.5])
    expect(histogramEdges([NaN])).toEqual([])
    expect(histogramCounts([1], [])).toEqual([])
  })
})

describe('wilsonInterval', () => {
  it('agrees with statsmodels', () => {
    for (const [successes, trials, low, high] of golden.wilson) {
      const interval = wilsonInterval(successes, trials)
      expect(interval[0]).toBeCloseTo(low, 13)
      expect(interval[1]).toBeCloseTo(high, 13)
    }
    expect(wilsonInterval(0, 0)).toEqual([0, 1])
  })
})
