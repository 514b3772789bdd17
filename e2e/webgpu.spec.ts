import { ensureBuilt } from '../scripts/build.mjs'
import { expect, test } from './chromium'
import { type Host, serveFolder } from './host'
import type { Page } from './page/page'

let host: Host
test.beforeAll(async () => {
  host = await serveFolder(await ensureBuilt('page'))
})
test.afterAll(() => host.close())

for (const where of ['double', 'doubleInWorker'] as const) {
  test(`WebGPU computes: ${where}`, async ({ page }) => {
    const faults: string[] = []
    page.on('console', message => message.type() === 'error' && faults.push(message.text()))
    await page.goto(host.origin)
    const { adapter, values } = await page.evaluate(
      call => (globalThis as unknown as { page: Page }).page[call]([1, -2, 0.5]),
      where,
    )
    expect(values).toEqual([2, -4, 1])
    expect(adapter).toBe('google swiftshader')
    expect(faults).toEqual([])
  })
}

test('the host serves its files only', async ({ request }) => {
  expect((await request.get(`${host.origin}/page.ts`)).status()).toBe(404)
  expect((await request.get(`${host.origin}/..%2f..%2fpackage.json`)).status()).toBe(404)
  expect((await request.get(host.origin)).headers()['content-type']).toBe('text/html')
})
