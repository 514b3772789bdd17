import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AdapterChoice, adapterChoice, adapterEnvironment } from './adapter.mjs'
import { cache, root, unpackOnce } from './unpack.mjs'

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
  beforeEach(() => {
    for (const name of ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'LD_LIBRARY_PATH']) vi.stubEnv(name, '')
  })
  afterEach(() => void vi.unstubAllEnvs())

  const drivers = (choice: AdapterChoice) => {
    const { LD_LIBRARY_PATH, ...rest } = adapterEnvironment(choice)
    expect(readdirSync(LD_LIBRARY_PATH.split(':')[0])).toContain('libvulkan.so.1')
    return rest
  }

  it('offers SwiftShader beside what the machine has', () => {
    const { VK_ADD_DRIVER_FILES, ...rest } = drivers('auto')
    expect(existsSync(VK_ADD_DRIVER_FILES)).toBe(true)
    expect(rest).toEqual({})
  })

  it('offers SwiftShader alone, or not at all, when asked', () => {
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
