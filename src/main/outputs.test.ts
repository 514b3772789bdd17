import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { fileOutputs } from './outputs'
import { penguinReport } from './reports/penguins.fixture'

const folder = await mkdtemp(join(tmpdir(), 'lathe-outputs-'))
afterAll(() => rm(folder, { recursive: true }))
const { document, results, datasets } = penguinReport()
const request = { document, results, datasets: [...datasets] }

const addresses = (markdown: string): string[] => [...markdown.matchAll(/^!\[[^\n]*\]\(([^)\n]*)\)$/gm)].map(m => m[1])

it('writes the charts of a Markdown report as pictures beside it', async () => {
  await fileOutputs(path => join(folder, path)).report('my report (1).md', request)
  const found = addresses(await readFile(join(folder, 'my report (1).md'), 'utf8'))
  const files = (await readdir(folder)).filter(name => name.endsWith('.svg'))
  expect(files.length).toBeGreaterThan(3)
  expect(found.map(a => decodeURIComponent(a.slice(2))).toSorted()).toEqual(files.toSorted())
  for (const file of files) expect(await readFile(join(folder, file), 'utf8')).toMatch(/^<svg [^>]*xmlns="http/)
})

it('holds the pictures within where the file is carried away', async () => {
  const path = join(folder, 'alone')
  await fileOutputs(() => path, undefined, true).report('report.md', request)
  const found = addresses(await readFile(path, 'utf8'))
  expect(found.length).toBeGreaterThan(3)
  for (const address of found) {
    const [head, body] = address.split(',')
    expect(head).toBe('data:image/svg+xml;base64')
    expect(Buffer.from(body, 'base64').toString()).toMatch(/^<svg /)
  }
  expect((await readdir(folder)).some(name => name.startsWith('alone.'))).toBe(false)
})
