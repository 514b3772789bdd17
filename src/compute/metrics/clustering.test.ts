import { describe, expect, it } from 'vitest'
import { clusterAgreement, clusterCounts } from './clusterLabels'
import { calinskiHarabasz, clusterSums, daviesBouldin, inertia, silhouette, silhouetteValues } from './clusterShape'
import { differences } from './differences'
import golden from './golden.json'

describe('agreement of clusters with classes as in scikit-learn', () => {
  it.each(Object.entries(golden.clustering.agreement))('%s', (_, { truth, labels, figures }) => {
    expect(differences(clusterAgreement(Int32Array.from(truth), Int32Array.from(labels)), figures)).toEqual([])
  })

  it('is null without rows', () => {
    const none = new Int32Array(0)
    expect(Object.values(clusterAgreement(none, none))).toEqual([null, null, null])
  })

  it('takes a million rows', () => {
    const truth = Int32Array.from({ length: 1_000_000 }, (_, i) => i % 20)
    const labels = truth.map((c, i) => (i % 3 ? c : (i >>> 4) % 20))
    const { adjustedMutualInformation, vMeasure } = clusterAgreement(truth, labels)
    // With so many rows next to nothing is left to chance.
    expect(Math.abs(adjustedMutualInformation! - vMeasure!)).toBeLessThan(1e-3)
  })
})

describe('shape of clusters as in scikit-learn', () => {
  it.each(Object.entries(golden.clustering.shape))('%s', (_, example) => {
    const columns = example.columns.map(column => Float64Array.from(column))
    const labels = Int32Array.from(example.labels)
    // One more cluster than there are: it is empty.
    const sums = clusterSums(columns, labels, Math.max(...labels) + 2)
    expect(differences(inertia(sums), example.inertia)).toEqual([])
    expect(differences(daviesBouldin(sums), example.daviesBouldin)).toEqual([])
    expect(differences(calinskiHarabasz(sums), example.calinskiHarabasz)).toEqual([])
    const intra = Float64Array.from(example.intra, d => d ?? NaN)
    const nearest = Float64Array.from(example.nearest, d => d ?? Infinity)
    if (example.silhouette !== null) expect(differences(silhouette(intra, nearest), example.silhouette)).toEqual([])
  })

  it('counts clusters and noise', () => {
    expect(clusterCounts(Int32Array.of(-1, 0, 4, 4, -1))).toEqual({ nClusters: 2, noiseFraction: 0.4 })
    expect(clusterCounts(new Int32Array(0))).toEqual({ nClusters: 0, noiseFraction: null })
  })

  it('gives a lone row 0 and a lone cluster no silhouette', () => {
    expect(Array.from(silhouetteValues(Float64Array.of(NaN, 1, 0), Float64Array.of(3, 4, 0)))).toEqual([0, 0.75, 0])
    expect(silhouette(Float64Array.of(1, 1), Float64Array.of(Infinity, Infinity))).toBeNull()
    expect(silhouette(new Float64Array(0), new Float64Array(0))).toBeNull()
  })
})
