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
