import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { remoteHost } from '../compute/host/remote'
import { origin, serveTest } from './service/service.fixture'
import { tuningFile } from './tuningFile'

const { make } = await serveTest()
let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lathe-test-'))))
afterEach(() => {
  vi.unstubAllGlobals()
  rmSync(folder, { recursive: true })
})

it('keeps what the tuner found, also for a page, in one file of the data folder', async () => {
  const data = join(folder, 'data')
  const file = tuningFile(data)
  expect(await file.read()).toBe('')
  const service = make({ tuning: file })
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => service(new Request(url, init)))
  const { tuning } = remoteHost(origin, { save: () => {} })
  expect(await tuning!.read()).toBe('')
  await tuning!.write('found')
  expect([await tuning!.read(), await file.read()]).toEqual(['found', 'found'])
  expect(readdirSync(data)).toEqual(['tuning.json'])
})

it('has nothing to tell where nothing is kept', async () => {
  const service = make()
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => service(new Request(url, init)))
  const { tuning } = remoteHost(origin, { save: () => {} })
  await tuning!.write('found')
  expect(await tuning!.read()).toBe('')
})
