import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browserCommand, openBrowser } from './browser'

const address = 'http://127.0.0.1:1/?token=a&b'

it('asks each system in its own way, and none without a display', () => {
  expect(browserCommand(address, 'darwin', {})).toEqual(['open', address])
  expect(browserCommand(address, 'win32', {})).toEqual(['rundll32', 'url.dll,FileProtocolHandler', address])
  expect(browserCommand(address, 'linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open', address])
  expect(browserCommand(address, 'linux', { DISPLAY: '' })).toBeUndefined()
})

describe.runIf(process.platform === 'linux')('opening a browser', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lathe-test-'))))
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['ends well', 'exit 0', true],
    ['finds no browser', 'exit 3', false],
    ['stays', 'exec sleep 1', true],
  ])('says whether it could: the opener %s', async (_, does, opened) => {
    const program = join(folder, 'xdg-open')
    writeFileSync(program, `#!/bin/sh\n${does}\n`)
    chmodSync(program, 0o755)
    vi.stubEnv('DISPLAY', ':0')
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
    expect(await openBrowser(address, 500)).toBe(opened)
  })

  it('is refused where there is no opener', async () => {
    vi.stubEnv('DISPLAY', ':0')
    vi.stubEnv('PATH', folder)
    expect(await openBrowser(address, 500)).toBe(false)
  })
})
