import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
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

it('bundles logs and the newest crash dumps', async () => {
  const [folder, dumps] = [join(root, 'more'), join(root, 'dumps')]
  mkdirSync(join(dumps, 'completed'), { recursive: true })
  // Their names are chance: the last five by name are not the newest.
  for (let i = 0; i < 7; i++) {
    const path = join(dumps, 'completed', `${6 - i}.dmp`)
    writeFileSync(path, `dump ${i}`)
    utimesSync(path, 1_000_000 + i, 1_000_000 + i)
  }
  const log = new Log(folder)
  log.write('a line')
  const files = unzipSync(await log.bundle(dumps, { app: '1.2.3' }))
  expect(Object.keys(files).sort()).toEqual([
    'about.json',
    ...[0, 1, 2, 3, 4].map(i => `completed/${i}.dmp`),
    'lathe.log',
  ])
  expect(JSON.parse(strFromU8(files['about.json']))).toMatchObject({ app: '1.2.3', platform: process.platform })
  expect(strFromU8(files['lathe.log'])).toMatch(/^\d{4}-.*Z a line\n$/)
  expect(Object.keys(unzipSync(await log.bundle(join(root, 'none'), {})))).toContain('about.json')
})
