import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, expect, it } from 'vitest'
import { Log } from './log'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'lathe-log-')))
afterAll(() => rmSync(root, { recursive: true }))

it('keeps the newest megabyte of lines', () => {
  const folder = join(root, 'logs')
  const log = new Log(folder)
  for (let i = 0; i < 30; i++) log.write(`${i} ${'x'.repeat(100_000)}`)
  log.error('last', new Error('the reason'))
  expect(readdirSync(folder).sort()).toEqual(['lathe.log', 'lathe.old.log'])
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(2 ** 20)
  expect(readFileSync(join(folder, 'lathe.log'), 'utf8')).toContain('last: Error: the reason\n    ')
})

it('bundles logs, and no memory of a process', async () => {
  const folder = join(root, 'more')
  const log = new Log(folder)
  log.write('a line')
  writeFileSync(join(folder, 'a.dmp'), 'rows of a table')
  const files = unzipSync(await log.bundle({ app: '1.2.3' }))
  expect(Object.keys(files).sort()).toEqual(['about.json', 'lathe.log'])
  expect(JSON.parse(strFromU8(files['about.json']))).toMatchObject({ app: '1.2.3', platform: process.platform })
  expect(strFromU8(files['lathe.log'])).toMatch(/^\d{4}-.*Z a line\n$/)
})

it('writes no crash dumps: they would hold data', () => {
  const sources = import.meta.glob<string>(['./*.ts', '!./*.test.ts'], {
    eager: true,
    query: '?raw',
    import: 'default',
  })
  expect(Object.keys(sources)).toContain('./main.ts')
  for (const [path, text] of Object.entries(sources)) expect(text, path).not.toContain('crashReporter')
})
