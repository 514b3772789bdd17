import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AdapterChoice, adapterChoice, adapterEnvironment } from './adapter.mjs'
import { cache, root, unpackOnce } from './unpack.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'lathe-adapter-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('adapterChoice', () => {
  it.each([
    [[], 'auto'],
    [['run', 'a.json', '--adapter', 'software'], 'software'],
    [['--adapter=hardware', 'run'], 'hardware'],
    [['--adapter'], 'auto'],
    [['--adapter', 'quantum'], 'auto'],
  ])('%j is %s', (args, choice) => {
    expect(adapterChoice(args)).toBe(choice)
  })
})

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('adapterEnvironment on Linux', () => {
  /** A machine whose only driver manifests are these. */
  function machine(...manifests: string[]) {
    const share = mkdtempSync(join(scratch, 'share-'))
    mkdirSync(join(share, 'vulkan/icd.d'), { recursive: true })
    for (const name of manifests) writeFileSync(join(share, 'vulkan/icd.d', name), '{}')
    vi.stubEnv('XDG_DATA_DIRS', share)
  }

  beforeEach(() => {
    for (const name of ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'LD_LIBRARY_PATH', 'XDG_DATA_HOME', 'HOME']) vi.stubEnv(name, '')
  })
  afterEach(() => void vi.unstubAllEnvs())

  const drivers = (choice: AdapterChoice) => {
    const { LD_LIBRARY_PATH, ...rest } = adapterEnvironment(choice)
    expect(readdirSync(LD_LIBRARY_PATH.split(':')[0])).toContain('libvulkan.so.1')
    return rest
  }

  it('offers SwiftShader beside what the machine has', () => {
    machine('nvidia_icd.json')
    const { VK_ADD_DRIVER_FILES, ...rest } = drivers('auto')
    expect(existsSync(VK_ADD_DRIVER_FILES)).toBe(true)
    expect(rest).toEqual({})
  })

  it('leaves SwiftShader out where lavapipe is', () => {
    machine('lvp_icd.x86_64.json')
    expect(drivers('auto')).toEqual({})
  })

  it('offers SwiftShader alone, or not at all, when asked', () => {
    machine('nvidia_icd.json')
    expect(Object.keys(drivers('software'))).toEqual(['VK_DRIVER_FILES'])
    expect(drivers('hardware')).toEqual({})
  })

  it('keeps the drivers and the library path that the person set', () => {
    vi.stubEnv('VK_DRIVER_FILES', '/opt/driver.json')
    vi.stubEnv('LD_LIBRARY_PATH', '/opt/lib')
    expect(drivers('software')).toEqual({})
    expect(adapterEnvironment('auto').LD_LIBRARY_PATH).toMatch(/:\/opt\/lib$/)
  })
})

it('asks for nothing on macOS and Windows', () => {
  for (const platform of ['darwin', 'win32'] as const) {
    const there = vi.spyOn(process, 'platform', 'get').mockReturnValue(platform)
    expect(adapterEnvironment('auto')).toEqual({})
    there.mockRestore()
  }
})

it('unpacks once for several processes at a time', async () => {
  const name = `unpack-test-${process.pid}`
  const program = `
    import { writeFileSync } from 'node:fs'
    import { unpackOnce } from '${pathToFileURL(join(root, 'scripts/unpack.mjs')).href}'
    const folder = unpackOnce('${name}', folder => {
      for (let i = 0; i < 200; i++) writeFileSync(folder + '/' + i, 'x'.repeat(1000))
    })
    process.stdout.write(folder)`
  const start = () => spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' })
  const codes = await Promise.all(
    [start(), start(), start()].map(async child => (await once(child, 'exit'))[0] as number),
  )
  const folder = unpackOnce(name, () => expect.fail('it was unpacked already'))
  expect(codes).toEqual([0, 0, 0])
  expect(readdirSync(folder)).toHaveLength(200)
  expect(readdirSync(cache).filter(entry => entry.startsWith(`${name}-`))).toHaveLength(1)
  rmSync(folder, { recursive: true })
})
