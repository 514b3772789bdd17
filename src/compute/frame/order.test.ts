import { describe, expect, it } from 'vitest'
import type { LatheError } from '../../shared/errors'
import { testNumbers } from '../testing/frames'
import type { Loaded } from './loaded'
import { orderBy, type RowIndex } from './order'
import { pauses } from './pause'

const order = async (column: Loaded, rows?: RowIndex, descending = false) => [
  ...(await orderBy(column, rows, descending, pauses())),
]
const numbers = (...values: number[]): Loaded => ({ form: 'numbers', values: Float64Array.from(values) })

/** The language's own stable sort, missing cells last. */
function expected(values: readonly (number | string | null)[], descending: boolean): number[] {
  const of = (test: (x: number | string | null) => boolean) => [...values.keys()].filter(i => test(values[i]))
  const gone = (x: number | string | null) => x === null || Number.isNaN(x)
  const sign = descending ? -1 : 1
  const rising = of(x => !gone(x)).sort((a, b) =>
    values[a]! < values[b]! ? -sign : values[a]! > values[b]! ? sign : 0,
  )
  return [...rising, ...of(gone)]
}

describe('order of numbers', () => {
  it('holds every kind of double, missing last both ways', async () => {
    const column = numbers(3, -Infinity, Number.NaN, -1e300, 5e-324, -5e-324, 0, Infinity, Number.NaN, 1 + 2 ** -52, 1)
    expect(await order(column)).toEqual([1, 3, 5, 6, 4, 10, 9, 0, 7, 2, 8])
    expect(await order(column, undefined, true)).toEqual([7, 0, 9, 10, 4, 6, 5, 3, 1, 2, 8])
  })

  it('keeps equal cells as they were, and takes −0 for 0', async () => {
    const column = numbers(1, 0, 1, -0, 0, 1)
    expect(await order(column)).toEqual([1, 3, 4, 0, 2, 5])
    expect(await order(column, undefined, true)).toEqual([0, 2, 5, 1, 3, 4])
  })

  it.each([false, true])('agrees with a comparison sort on 200,000 cells (descending: %s)', async descending => {
    const rough = testNumbers(200_000, 7)
    for (const values of [
      rough.map(x => (x > 0.9 ? Number.NaN : x * 1e6)),
      rough.map(x => Math.round(x * 50)),
      rough.map(x => 1e15 + Math.round(x * 1e3)),
    ]) {
      const got = await orderBy({ form: 'numbers', values }, undefined, descending, pauses())
      expect(got).toEqual(Uint32Array.from(expected([...values], descending)))
    }
  })

  it('orders the rows that are asked for', async () => {
    expect(await order(numbers(9, 3, Number.NaN, 1, 2), Uint32Array.from([4, 2, 1]))).toEqual([4, 1, 2])
    expect(await order(numbers(1, 2), new Uint32Array(0))).toEqual([])
  })
})

describe('order of texts', () => {
  it('goes by code units whatever the order of the codes, missing last', async () => {
    const column: Loaded = { form: 'codes', codes: Int32Array.from([0, 1, -1, 2, 0]), categories: ['b', 'é', 'B'] }
    expect(await order(column)).toEqual([3, 0, 4, 1, 2])
    expect(await order(column, undefined, true)).toEqual([1, 0, 4, 3, 2])
    expect(await order({ form: 'codes', codes: Int32Array.from([-1, -1]), categories: [] })).toEqual([0, 1])
  })

  it('agrees with a comparison sort on 30,000 distinct texts', async () => {
    const texts = [...testNumbers(30_000, 3)].map(x => String(x))
    const column: Loaded = { form: 'codes', codes: Int32Array.from(texts.keys()), categories: texts }
    expect(await order(column)).toEqual(expected(texts, false))
  })
})

describe('a long order', () => {
  it('lets other work in and stops when it is not wanted any more', async () => {
    const column: Loaded = { form: 'numbers', values: testNumbers(400_000, 5) }
    const cancel = new AbortController()
    let turns = 0
    const timer = setInterval(() => {
      if (++turns === 3) cancel.abort()
    }, 0)
    const sorting = orderBy(column, undefined, false, pauses(cancel.signal, 1))
    await expect(sorting).rejects.toMatchObject({ code: 'cancelled' } satisfies Partial<LatheError>)
    clearInterval(timer)
    expect(turns).toBeGreaterThanOrEqual(3)
  })
})
