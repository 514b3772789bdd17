import { describe, expect, it } from 'vitest'
import { differences } from './differences'
import golden from './golden.json'
import { mcNemar, pairedT } from './pairedTest'

describe('paired tests of two models on the same rows', () => {
  it.each(golden.paired.mcNemar.map(example => [example.onlyFirst, example.onlySecond, example] as const))(
    'McNemar with %i against %i',
    (_, __, { truth, first, second, ...expected }) => {
      expect(
        differences(mcNemar(Int32Array.from(truth), Int32Array.from(first), Int32Array.from(second)), expected),
      ).toEqual([])
    },
  )

  it('paired t', () => {
    for (const { first, second, ...expected } of golden.paired.pairedT) {
      expect(differences(pairedT(Float64Array.from(first), Float64Array.from(second)), expected)).toEqual([])
    }
  })

  it('says what it can where differences do not vary', () => {
    const e = Float64Array.of(1, 2, 4)
    expect(pairedT(e, e)).toEqual({ meanDifference: 0, t: 0, pValue: 1 })
    expect(
      pairedT(
        e.map(x => x + 1),
        e,
      ),
    ).toEqual({ meanDifference: 1, t: null, pValue: 0 })
    expect(pairedT(e.subarray(0, 1), e.subarray(1, 2))).toEqual({ meanDifference: -1, t: null, pValue: null })
    expect(pairedT(e.subarray(0, 0), e.subarray(0, 0)).meanDifference).toBeNull()
  })
})
