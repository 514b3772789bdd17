import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ensure } from './build.mjs'
import { cache, root } from './unpack.mjs'

let source: string
let name: string
let builds: number

beforeEach(() => {
  source = mkdtempSync(join(tmpdir(), 'lathe-build-'))
  name = `build-test-${process.pid}`
  builds = 0
  writeFileSync(join(source, 'a.ts'), 'one')
})
afterEach(() => {
  rmSync(source, { recursive: true })
  rmSync(join(root, 'dist', name), { recursive: true, force: true })
})

const bundle = () => ({
  inputs: [source],
  build: (folder: string) => {
    builds++
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'main.mjs'), readFileSync(join(source, 'a.ts')))
    writeFileSync(join(folder, `chunk-abcdefg${builds}.mjs`), '')
    return Promise.resolve()
  },
})
const drafts = () => readdirSync(join(root, 'dist')).filter(entry => entry.startsWith(`.${name}`))

it('builds when a source has changed, and only then', async () => {
  const out = await ensure(name, bundle())
  await ensure(name, bundle())
  expect(builds).toBe(1)

  writeFileSync(join(source, 'a.test.ts'), 'a test is not part of it')
  await ensure(name, bundle())
  expect(builds).toBe(1)

  writeFileSync(join(source, 'a.ts'), 'three')
  await ensure(name, bundle())
  expect(builds).toBe(2)
  expect(readFileSync(join(out, 'main.mjs'), 'utf8')).toBe('three')
  expect(drafts()).toEqual([])
})

it('keeps the chunks of the build before for programs that run', async () => {
  const out = await ensure(name, bundle())
  writeFileSync(join(source, 'a.ts'), 'three')
  await ensure(name, bundle())
  expect(readdirSync(out).sort()).toEqual(['.stamp', 'chunk-abcdefg1.mjs', 'chunk-abcdefg2.mjs', 'main.mjs'])
})

it('keeps the last good build when one fails, and tries again', async () => {
  const out = await ensure(name, bundle())
  writeFileSync(join(source, 'a.ts'), 'wrong')
  const failing = { inputs: [source], build: () => Promise.reject(new Error('syntax')) }
  await expect(ensure(name, failing)).rejects.toThrow('syntax')
  expect(readFileSync(join(out, 'main.mjs'), 'utf8')).toBe('one')
  await ensure(name, bundle())
  expect(readFileSync(join(out, 'main.mjs'), 'utf8')).toBe('wrong')
})

it('takes over the lock of a process that is gone', async () => {
  const gone = spawn(process.execPath, ['-e', ''])
  await once(gone, 'exit')
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, `${name}.lock`), String(gone.pid))
  await ensure(name, bundle())
  expect(builds).toBe(1)
  expect(existsSync(join(cache, `${name}.lock`))).toBe(false)
})

it('builds once for several processes at a time', async () => {
  const log = join(source, 'log.txt')
  const program = `
    import { appendFileSync, mkdirSync } from 'node:fs'
    import { ensure } from '${pathToFileURL(join(root, 'scripts/build.mjs')).href}'
    const build = async folder => {
      appendFileSync(${JSON.stringify(log)}, 'built\\n')
      await new Promise(resolve => setTimeout(resolve, 200))
      mkdirSync(folder, { recursive: true })
    }
    await ensure('${name}', { inputs: [${JSON.stringify(join(source, 'a.ts'))}], build })`
  const start = () => spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' })
  const codes = await Promise.all(
    [start(), start(), start()].map(async child => (await once(child, 'exit'))[0] as number),
  )
  expect(codes).toEqual([0, 0, 0])
  expect(readFileSync(log, 'utf8')).toBe('built\n')
})
