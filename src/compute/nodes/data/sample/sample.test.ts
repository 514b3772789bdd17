import { existsSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { testDevice } from '../../../testing/device'
import { memoryHost } from '../../../testing/host'
import { runType } from '../../../testing/run'
import { spec } from './spec'

const device = await testDevice()
const none = { frames: [], report: () => Promise.reject(new Error('no report')) as never }

it('offers exactly the tables that come with Lathe', () => {
  const folder = 'resources/samples'
  expect(existsSync(folder)).toBe(true)
  const tables = readdirSync(folder)
    .filter(f => f.endsWith('.csv'))
    .map(f => f.slice(0, -4))
  expect([...spec.parameters.name.choices].sort()).toEqual(tables.sort())
  expect(Object.keys(spec.parameters.name.about!).sort()).toEqual(tables.sort())
})

it('gives the table', async () => {
  const { host } = memoryHost({ iris: { x: [1, 2, 3] } })
  const { frame, summary } = await runType(device, 'data.sample', none, { name: 'iris' }, { host })
  expect(frame!.rows).toBe(3)
  expect(summary['dataset']).toEqual({ name: 'iris', fingerprint: 'print of iris' })
})

it('gives digits as one image column beside the target', async () => {
  const pixels = Array.from({ length: 64 }, (_, k) => [k % 17, 16])
  const names = pixels.map((_, k) => `image[${Math.floor(k / 8) + 1},${(k % 8) + 1}]`)
  const table = Object.fromEntries(names.map((name, k) => [name, pixels[k]]))
  const { host, wrote } = memoryHost({ digits: { ...table, digit: [3, 4] } })
  const { frame, summary, blocks } = await runType(device, 'data.sample', none, { name: 'digits' }, { host })
  expect(frame!.columns.map(c => [c.name, c.kind, c.missing])).toEqual([
    ['image', 'image', 0],
    ['digit', 'number', 0],
  ])
  const [{ cells }] = frame!.columns
  if (cells.form !== 'image') throw new Error(`image holds ${cells.form}`)
  expect(cells).toMatchObject({ height: 8, width: 8, channels: 1 })
  expect([...(await cells.bytes())]).toEqual([...pixels.map(([first]) => first), ...pixels.map(() => 16)])
  expect(wrote.reads).toBe(1)
  expect(summary['dataset']).toEqual({ name: 'digits', fingerprint: 'print of digits' })
  expect(blocks![0]).toMatchObject({
    rows: [
      ['image', '8 × 8 image', 0, null, null, null],
      ['digit', 'number', 0, 0, null, null],
    ],
  })
})
