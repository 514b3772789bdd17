import { describe, expect, it } from 'vitest'
import type { Page } from '../../../compute'
import { LatheError } from '../../../shared/errors'
import { type Range, RowPages } from './rowPages'

function room() {
  const asked: { rows: Range; columns: Range; signal: AbortSignal; give: () => void; fail: (e: Error) => void }[] = []
  const came: number[] = []
  const faults: string[] = []
  const pages = new RowPages(
    (rows, columns, signal) =>
      new Promise<Page>((resolve, reject) => {
        const values = Float64Array.from({ length: 128 }, (_, i) => rows.start + i)
        const column = { name: 'x', kind: 'number' as const, values }
        const give = () =>
          resolve({ total: 1000, offset: rows.start, rows: new Uint32Array(128), columns: Array(32).fill(column) })
        asked.push({ rows, columns, signal, give, fail: reject })
      }),
    page => came.push(page.offset),
    error => faults.push(error.message),
  )
  return { asked, came, faults, pages }
}
const turn = () => new Promise(done => setTimeout(done))

describe('rows at hand', () => {
  it('are asked for in blocks, once', async () => {
    const { asked, came, pages } = room()
    pages.want({ start: 100, end: 150 }, { start: 0, end: 40 })
    pages.want({ start: 101, end: 151 }, { start: 0, end: 40 })
    expect(asked.map(a => [a.rows.start, a.columns.start])).toEqual([
      [0, 0],
      [0, 32],
      [128, 0],
      [128, 32],
    ])
    expect(pages.at(130, 3)).toBeUndefined()
    for (const a of asked) a.give()
    await turn()
    expect(came).toHaveLength(4)
    const cell = pages.at(130, 33)!
    expect([cell.line, (cell.cells as { values: Float64Array }).values[cell.line]]).toEqual([2, 130])
    pages.want({ start: 0, end: 256 }, { start: 0, end: 64 })
    expect(asked).toHaveLength(4)
  })

  it('that are left behind while on their way are dropped, and asked again when they come back', async () => {
    const { asked, faults, pages } = room()
    pages.want({ start: 0, end: 10 }, { start: 0, end: 1 })
    pages.want({ start: 5000, end: 5010 }, { start: 0, end: 1 })
    expect(asked[0].signal.aborted).toBe(true)
    asked[0].fail(new LatheError({ code: 'cancelled', message: 'gone' }))
    await turn()
    pages.want({ start: 0, end: 10 }, { start: 0, end: 1 })
    expect(asked.map(a => a.rows.start)).toEqual([0, 4992, 0])
    expect(faults).toEqual([])
  })

  it('tell what went wrong', async () => {
    const { asked, faults, pages } = room()
    pages.want({ start: 0, end: 10 }, { start: 0, end: 1 })
    asked[0].fail(new LatheError({ code: 'data', message: 'No such column.' }))
    await turn()
    expect(faults).toEqual(['No such column.'])
  })

  it('are forgotten beyond what is kept', async () => {
    const { asked, pages } = room()
    for (let block = 0; block < 120; block++) {
      pages.want({ start: block * 128, end: block * 128 + 1 }, { start: 0, end: 1 })
      asked.at(-1)!.give()
      await turn()
    }
    expect(pages.at(0, 0)).toBeUndefined()
    expect(pages.at(119 * 128, 0)).toBeDefined()
    pages.close()
    expect(pages.at(119 * 128, 0)).toBeUndefined()
  })
})
