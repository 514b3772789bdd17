import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from './chromium'
import type { Host } from './host'
import { startService } from './service'

let service: Host
test.beforeAll(async () => {
  service = await startService()
})
test.afterAll(() => service.close())

/** Sends a path as it is written: `fetch` would tidy it. */
function raw(method: string, path: string, body?: Buffer): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(service.origin)
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/plain' }
    const asked = request({ hostname, port, method, path, headers }, response => {
      text(response).then(said => resolve({ status: response.statusCode!, text: said }), reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

test('over HTTP there is nothing but the list of files', async () => {
  for (const path of [
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/..%5cpackage.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/.stamp',
    '/index.html%00',
    `/${'%2e%2e/'.repeat(500)}etc/passwd`,
  ]) {
    const answer = await raw('GET', path)
    expect(answer.status, path).toBe(404)
    expect(JSON.parse(answer.text), path).toHaveProperty('error.code', 'usage')
  }
  expect((await raw('GET', '/')).status).toBe(200)
})

test('a request that is refused before it has been read does no harm', async () => {
  const refused = await raw('POST', '/api/datasets.upload', Buffer.alloc(4 * 2 ** 20)).catch(
    (error: NodeJS.ErrnoException) => error.code,
  )
  expect([415, 'ECONNRESET', 'EPIPE']).toContain(typeof refused === 'object' ? refused.status : refused)
  expect((await raw('GET', '/')).status).toBe(200)
})

test('the page runs under the policy', async ({ page }) => {
  await page.goto(service.origin)
  const blocked = await page.evaluate(async () => {
    const faults: string[] = []
    document.addEventListener('securitypolicyviolation', event => faults.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'globalThis.ran = true'
    document.body.append(script)
    await fetch('https://example.invalid/').catch(() => {})
    // What a debugger evaluates is exempt from the policy until a timer has made it the page's own.
    await new Promise(done => setTimeout(done, 100))
    try {
      Reflect.construct(Function, ['globalThis.ran = true'])()
    } catch {
      faults.push('eval')
    }
    await new Promise(done => setTimeout(done, 100))
    return { faults: faults.sort(), ran: 'ran' in globalThis }
  })
  expect(blocked.ran).toBe(false)
  expect(blocked.faults).toEqual(expect.arrayContaining(['connect-src', 'eval', 'script-src-elem']))
})
