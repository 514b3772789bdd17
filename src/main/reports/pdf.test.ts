import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LatheError } from '../../shared/errors'
import { findChromium, renderPdf } from './pdf'
import { penguinReport } from './penguins.fixture'
import { renderReport } from './report'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'lathe-pdf-test-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

const chromium = await findChromium()

it.skipIf(chromium === undefined)(
  'prints a report as PDF, and leaves nothing else behind',
  { timeout: 60_000 },
  async () => {
    const target = join(folder, 'out.pdf')
    const written = await renderPdf(renderReport(penguinReport()), target)
    const bytes = await readFile(target)
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(written).toEqual({ path: target, bytes: bytes.length })
    expect(await readdir(folder)).toEqual(['out.pdf'])
  },
)

it('finds no browser on an empty path of a machine without one', async () => {
  const found = await findChromium('')
  expect(found === undefined || process.platform !== 'linux').toBe(true)
})

it.skipIf(process.platform === 'win32')('ends the browser when it is stopped, and leaves nothing behind', async () => {
  const browser = join(folder, 'slow')
  await writeFile(browser, '#!/bin/sh\nexec sleep 30\n', { mode: 0o755 })
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 100)
  const started = performance.now()
  const printing = renderPdf('<p>x</p>', join(folder, 'none.pdf'), { browser, signal: stop.signal })
  await expect(printing).rejects.toMatchObject({ code: 'cancelled' })
  expect(performance.now() - started).toBeLessThan(5000)
  expect(await readdir(folder)).not.toContain('none.pdf')
})

it.skipIf(process.platform === 'win32')('says what to do when the browser prints nothing', async () => {
  const browser = join(folder, 'browser')
  await writeFile(browser, '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  const error: unknown = await renderPdf('<p>x</p>', join(folder, 'none.pdf'), { browser }).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(LatheError)
  expect((error as LatheError).line).toContain('Write the report as .html')
  expect(await readdir(folder)).not.toContain('none.pdf')
})
