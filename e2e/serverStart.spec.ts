import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../scripts/unpack.mjs'
import { expect, test } from './chromium'

const data = mkdtempSync(join(tmpdir(), 'lathe-e2e-'))
// A machine without a display.
const { DISPLAY: _, WAYLAND_DISPLAY: __, ...rest } = process.env
const env = { ...rest, LATHE_DATA: data }
test.afterAll(() => rmSync(data, { recursive: true, maxRetries: 5 }))

test('npm start serves the workbench, prints its address, and ends when it is told to', async ({ page }) => {
  test.skip(process.env.LATHE_E2E === 'electron', 'it opens the window there')
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const [address] = (await once(createInterface(child.stdout), 'line')) as [string]
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
  await page.goto(address)
  await expect(page.getByRole('main', { name: 'Start' })).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
  expect(said).toContain(data)
  expect(said).toContain('No browser can be opened here')
  child.kill('SIGTERM')
  await once(child, 'exit')
  await expect(fetch(new URL(address).origin)).rejects.toThrow('fetch failed')
})

const serve = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/lathe.mjs', 'serve', ...args], { cwd: root, env, encoding: 'utf8' })

for (const [args, told] of [
  [['--port', 'x'], '--port must be a number from 1 to 65535; it is x.'],
  [['--port', '70000'], '--port must be a number'],
  [['--host', '0.0.0.0'], "Unknown option '--host'."],
  [['here'], 'Expected 0 names, got 1.'],
] as const)
  test(`lathe serve ${args.join(' ')} is refused`, () => {
    const { status, stderr, stdout } = serve(...args)
    expect(stderr).toContain(told)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

test('a port that is in use is named', async () => {
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const { status, stderr } = await new Promise<{ status: number | null; stderr: string }>(resolve => {
    const child = spawn(process.execPath, ['scripts/lathe.mjs', 'serve', '--port', String(port)], { cwd: root, env })
    let said = ''
    child.stderr.on('data', (text: Buffer) => (said += text.toString()))
    child.on('close', code => resolve({ status: code, stderr: said }))
  })
  other.close()
  expect(stderr).toContain(`Port ${port} is in use. Choose another, or leave --port out.`)
  expect(status).toBe(1)
})
