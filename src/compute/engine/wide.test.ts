import { describe, expect, it } from 'vitest'
import { type Cells, imageCells, termCells, vectorCells } from '../frame/cells'
import type { Column, Frame } from '../frame/frame'
import { nodeTypes } from '../nodes/registry'
import { pooled } from './folds'
import { Tables } from './rows'

const column = (name: string, cells: Cells, missing = 0, role: Column['role'] = 'feature'): Column => ({
  name,
  kind: cells.form === 'image' ? 'image' : 'vector',
  role,
  missing,
  cells,
})

const wave = Float64Array.from({ length: 3 * 128 }, (_, at) => (at === 130 ? Number.NaN : at % 128))
const picture = { height: 1, width: 2, channels: 1 }
const frame: Frame = {
  rows: 3,
  steps: [],
  columns: [
    column('wave', vectorCells(3, { width: 128 }, wave), 1),
    column('picture', imageCells(3, picture, Uint8Array.of(0, 10, 20, 30, 40, 50))),
    column(
      'words',
      termCells(3, ['a', 'b', 'c'], {
        rows: 3,
        cols: 3,
        starts: Uint32Array.of(0, 2, 2, 4),
        columns: Uint32Array.of(0, 2, 1, 2),
        values: Float64Array.of(1, 5, 2, 2),
      }),
    ),
  ],
}

describe('pages of wide cells', () => {
  const tables = new Tables(nodeTypes, { table: () => Promise.reject(new Error('none is written')) })
  tables.keep('node', { frame, summary: {} })
  const ask = { node: 'node', filters: [] }

  it('come in words and as they are drawn', async () => {
    const { columns } = await tables.answer<'rows'>({ is: 'rows', ...ask, offset: 1, limit: 2 })
    expect(columns.map(c => 'texts' in c && c.texts[c.codes[1]])).toEqual(['0, 1, 2, 3, 4, 5 …', '1 × 2', 'b 2, c 2'])
    const [vector, image, terms] = columns.map(c => c.wide)
    expect(vector).toMatchObject({ form: 'vector', points: 64 })
    const lines = vector?.form === 'vector' ? vector.lines : new Float64Array(0)
    expect([lines[0], lines[1], lines[64], lines[127]]).toEqual([0.5, Number.NaN, 0.5, 126.5])
    expect(image).toEqual({ form: 'image', ...picture, pixels: Uint8Array.of(20, 30, 40, 50) })
    expect(terms).toEqual({
      form: 'terms',
      heaviest: [
        [],
        [
          { name: 'b', value: 2 },
          { name: 'c', value: 2 },
        ],
      ],
    })
  })

  it('are told in words only where they are asked for', async () => {
    let asked = 0
    const names = new Proxy(
      Array.from({ length: 5 }, (_, j) => `w${j}`),
      {
        get: (of, key, receiver) => (/^\d+$/.test(String(key)) && asked++, Reflect.get(of, key, receiver) as unknown),
      },
    )
    const n = 1000
    const cells = termCells(n, names, {
      rows: n,
      cols: 5,
      starts: Uint32Array.from({ length: n + 1 }, (_, i) => i),
      columns: Uint32Array.from({ length: n }, (_, i) => i % 5),
      values: new Float64Array(n).fill(2),
    })
    tables.keep('long', { frame: { rows: n, steps: [], columns: [column('words', cells)] }, summary: {} })
    asked = 0
    const page = await tables.answer<'rows'>({ is: 'rows', node: 'long', filters: [], offset: 998, limit: 2 })
    expect(page.columns[0]).toMatchObject({ texts: ['w3 2', 'w4 2'], codes: Int32Array.of(0, 1) })
    // Once in words and once as it is drawn.
    expect(asked).toBe(4)
  })

  it('are counted where they lack a component', async () => {
    const { missing } = await tables.answer<'overview'>({ is: 'overview', ...ask, bands: 3 })
    expect([...missing]).toEqual([0, 1, 0])
  })

  it('are described as a whole', async () => {
    const of = async (name: string) =>
      (await tables.answer<'profile'>({ is: 'profile', node: 'node', column: name, detail: true, bins: 10 })).wide
    expect(await of('picture')).toMatchObject({ mean: Uint8Array.of(20, 30), first: [Uint8Array.of(0, 10), {}, {}] })
    expect(await of('words')).toEqual({
      form: 'terms',
      components: 3,
      commonest: [
        { name: 'c', rows: 2 },
        { name: 'a', rows: 1 },
        { name: 'b', rows: 1 },
      ],
    })
    const wide = await of('wave')
    expect(wide?.form === 'vector' && [wide.components, wide.mean[1]]).toEqual([128, 2.5])
  })
})

it('wide predictions come from the fold that held the row out', async () => {
  const said = (by: number): Column[] => [
    column('window', vectorCells(3, { width: 2 }, new Float64Array(6).fill(by)), 0, 'prediction'),
    column('drawn', imageCells(3, picture, new Uint8Array(6).fill(by)), 0, 'prediction'),
  ]
  const fold = (by: number, parts: number[]): Frame => ({ ...frame, columns: said(by), parts: Uint8Array.from(parts) })
  const whole: Frame = { ...frame, columns: said(9), folds: [fold(1, [2, 0, 2]), fold(2, [0, 2, 0])] }
  const [window, drawn] = (await pooled(whole)).columns.map(c => c.cells)
  expect(window.form === 'vector' && [...(await window.values())]).toEqual([1, 1, 2, 2, 1, 1])
  expect(drawn.form === 'image' && [...(await drawn.bytes())]).toEqual([1, 1, 2, 2, 1, 1])
})
