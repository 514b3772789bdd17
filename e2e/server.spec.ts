import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './chromium'
import { type Served, startServe } from './serve'

const data = mkdtempSync(join(tmpdir(), 'lathe-e2e-'))
let server: Served
let port: number
let cookie: string
let key: string

test.beforeAll(async () => {
  server = await startServe(data)
  port = Number(new URL(server.origin).port)
  const entered = await fetch(server.address, { redirect: 'manual' })
  cookie = entered.headers.get('set-cookie')!.split(';')[0]!
  key = keyOf(entered)
})
test.afterAll(async () => {
  await server.close()
  rmSync(data, { recursive: true })
})

/** The key that a browser is given with the first page. */
const keyOf = (entered: Response): string => new URL(entered.headers.get('location')!, server.origin).hash.slice(5)

const security = [
  'content-security-policy',
  'x-content-type-options: nosniff',
  'x-frame-options: DENY',
  'cross-origin-resource-policy: same-origin',
]

/** Sends the bytes of a request as they are; the head of what comes back, and the rest. */
function raw(text: string): Promise<{ status: number; head: string; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let got = ''
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to ${text}`)))
    socket.on('data', part => (got += part.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => {
      const [head, ...body] = got.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), head: head, body: body.join('\r\n\r\n') })
    })
  })
}

const request = (line: string, headers: Record<string, string | undefined>, body = ''): string =>
  [
    `${line} HTTP/1.1`,
    ...Object.entries({ ...headers, connection: headers['connection'] ?? 'close' }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: ${value}`],
    ),
    ...(body ? [`content-length: ${body.length}`] : []),
    '',
    body,
  ].join('\r\n')

test('of 800 requests only those of our own page are answered', async () => {
  test.setTimeout(300_000)
  const hosts = [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `[::1]:${port}`,
    '127.0.0.1',
    `evil.example:${port}`,
    `127.0.0.1:${port + 1}`,
    `127.0.0.1.evil.example:${port}`,
    `localhost:${port}@evil.example`,
  ]
  const origins = [undefined, 'own', 'null', 'http://evil.example', `http://127.0.0.1:${port + 1}`, 'https://own']
  const sites = [undefined, 'same-origin', 'none', 'same-site', 'cross-site']
  const cookies = [cookie, undefined, `lathe-${port}=${'A'.repeat(43)}`, cookie.replace(String(port), String(port + 1))]
  const asked = ['GET /', 'POST /api/version', 'PUT /api/version', 'OPTIONS /api/version', 'DELETE /']
  const upgrades = [undefined, 'websocket']
  const own = new Set(hosts.slice(0, 3))

  const all = hosts.flatMap(host =>
    origins.flatMap(origin =>
      sites.flatMap(site =>
        cookies.flatMap(c =>
          asked.flatMap(line => upgrades.map(upgrade => ({ host, origin, site, cookie: c, line, upgrade }))),
        ),
      ),
    ),
  )
  // Every combination that should pass, and every one next to it; of the rest, each seventh.
  const faults = (c: (typeof all)[number]): number =>
    [
      !own.has(c.host),
      c.origin !== 'own' && !(c.origin === undefined && c.line.startsWith('GET')),
      c.site === 'same-site' || c.site === 'cross-site',
      c.cookie !== cookie,
      !/^(GET|POST) /.test(c.line),
      c.upgrade !== undefined,
    ].filter(Boolean).length
  const chosen = all.filter((c, i) => faults(c) === 0 || (faults(c) === 1 && i % 2 === 0) || i % 17 === 0)
  let passed = 0
  for (const c of chosen) {
    const origin = c.origin?.replace(
      /^(https:\/\/)?own$/,
      (_, scheme: string | undefined) => `${scheme ?? 'http://'}${c.host}`,
    )
    const post = c.line.startsWith('GET') ? '' : '{}'
    const headers = {
      host: c.host,
      origin,
      'sec-fetch-site': c.site,
      cookie: c.cookie,
      ...(post && { 'content-type': 'application/json', 'x-lathe-key': key }),
      ...(c.upgrade && {
        upgrade: c.upgrade,
        connection: 'Upgrade',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        'sec-websocket-version': '13',
      }),
    }
    const { status, head, body } = await raw(request(c.line, headers, post))
    const should = faults(c) === 0
    expect(status === 200, JSON.stringify({ ...c, status, body })).toBe(should)
    expect(head.toLowerCase()).toContain(security[0])
    if (should) passed++
    else expect(body).not.toMatch(/<script|assets|paths/)
  }
  expect(chosen.length).toBeGreaterThanOrEqual(800)
  // 3 names of the host × 3 values of Sec-Fetch-Site × (GET with or without Origin, POST with)
  expect(passed).toBe(27)
})

test('every answer has the security headers', async () => {
  const host = `127.0.0.1:${port}`
  const answers = [
    await raw(request('GET /', { host, cookie })),
    await raw(request('GET /none', { host, cookie })),
    await raw(request('GET /..%2f..%2fpackage.json', { host, cookie })),
    await raw(request('GET /../../package.json', { host, cookie })),
    await raw(request('GET /', { host })),
    await raw(request('GET http://evil.example/', { host, cookie })),
    await raw(
      `GET / HTTP/1.1\r\nhost: ${host}\r\nhost: evil.example\r\ncookie: ${cookie}\r\nconnection: close\r\n\r\n`,
    ),
    await raw(`GET / HTTP/1.1\r\nconnection: close\r\n\r\n`),
    await raw('nonsense\r\n\r\n'),
    await raw(request(`CONNECT evil.example:443`, { host })),
    await raw(request('GET /', { host, upgrade: 'h2c', connection: 'Upgrade' })),
    await raw(request('GET /', { host, expect: 'wonders' })),
  ]
  expect(answers.map(a => a.status)).toEqual([200, 404, 404, 404, 403, 400, 403, 403, 400, 403, 403, 403])
  for (const { head } of answers) for (const line of security) expect(head.toLowerCase()).toContain(line.toLowerCase())
})

test('a token opens the door once, in an own address only', async () => {
  const other = mkdtempSync(join(tmpdir(), 'lathe-e2e-'))
  const fresh = await startServe(other)
  try {
    const { port: at } = new URL(fresh.address)
    const enter = (address: string, headers: Record<string, string> = {}) =>
      fetch(address, { redirect: 'manual', headers })
    expect((await enter(`http://127.0.0.1:${at}/?token=${'A'.repeat(43)}`)).status).toBe(403)
    expect((await enter(fresh.address, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await enter(fresh.address, { origin: 'http://evil.example' })).status).toBe(403)
    expect(
      (await fetch(fresh.address, { method: 'POST', redirect: 'manual', headers: { origin: fresh.origin } })).status,
    ).toBe(403)
    const first = await enter(fresh.address)
    expect(first.status).toBe(303)
    expect(first.headers.get('location')).toMatch(/^\/#key=[\w-]{43}$/)
    expect(first.headers.get('set-cookie')).toMatch(
      new RegExp(`^lathe-${at}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000$`),
    )
    expect((await enter(fresh.address)).status).toBe(403)
    // The browser that came in may click the printed address again.
    const own = { cookie: first.headers.get('set-cookie')!.split(';')[0] }
    const again = await enter(fresh.address, own)
    expect([again.status, again.headers.get('location')]).toEqual([303, '/'])
    expect((await enter(fresh.address, { ...own, 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect(readFileSync(join(other, 'holder.json'), 'utf8')).not.toContain(
      new URL(fresh.address).searchParams.get('token'),
    )
    await expect(startServe(other)).rejects.toThrow(
      `Lathe already runs with this data: ${fresh.origin}, process ${fresh.process.pid}`,
    )
  } finally {
    await fresh.kill()
  }
  const next = await startServe(other)
  await next.close()
  rmSync(other, { recursive: true })
})

test('a hostile page on another port gets nothing', async ({ context }) => {
  const hostile = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>hostile</title>'),
  )
  await new Promise<void>(resolve => hostile.listen(0, '127.0.0.1', resolve))
  const evil = `http://127.0.0.1:${(hostile.address() as AddressInfo).port}`
  try {
    // The person has the workbench open in the same browser, so its cookie is there.
    const [name, value] = cookie.split('=') as [string, string]
    await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/', httpOnly: true, sameSite: 'Strict' }])
    const workbench = await context.newPage()
    await workbench.goto(server.origin)
    await expect(workbench).toHaveTitle('Lathe')

    const page = await context.newPage()
    await page.goto(evil)
    const arrived: { url: string; status: number }[] = []
    page.on('response', response => {
      if (response.url().startsWith(server.origin)) arrived.push({ url: response.url(), status: response.status() })
    })
    const got = await page.evaluate(async target => {
      const outcome = async (work: () => Promise<unknown>): Promise<unknown> => work().catch(() => 'nothing')
      const element = (
        tag: 'script' | 'img' | 'link' | 'iframe',
        set: (made: HTMLElement & { src?: string; rel?: string; href?: string }) => void,
      ) =>
        outcome(
          () =>
            new Promise((resolve, reject) => {
              const made = document.createElement(tag)
              made.onload = () => {
                if (tag !== 'iframe') return resolve('loaded')
                try {
                  resolve((made as HTMLIFrameElement).contentDocument?.body ? 'read' : 'nothing')
                } catch {
                  resolve('nothing')
                }
              }
              made.onerror = () => reject(new Error())
              set(made)
              document.body.append(made)
              setTimeout(() => reject(new Error()), 3000)
            }),
        )
      const call = { method: 'POST', credentials: 'include' as const, body: '{}' }
      const json = { 'content-type': 'application/json' }
      const read = async (url: string, init: RequestInit = {}): Promise<unknown> =>
        outcome(async () => (await fetch(url, init)).text())
      const popup = window.open(target)
      await new Promise(resolve => setTimeout(resolve, 1500))
      return {
        get: await read(target, { credentials: 'include' }),
        // An opaque answer has neither status nor body.
        opaque: await read(target, { credentials: 'include', mode: 'no-cors' }),
        call: await read(`${target}/api/version`, { ...call, headers: json }),
        simple: await read(`${target}/api/version`, { ...call, mode: 'no-cors' }),
        script: await element('script', made => (made.src = `${target}/`)),
        image: await element('img', made => (made.src = `${target}/`)),
        style: await element('link', made => ((made.rel = 'stylesheet'), (made.href = `${target}/`))),
        frame: await element('iframe', made => (made.src = target)),
        socket: await outcome(
          () =>
            new Promise((resolve, reject) => {
              const socket = new WebSocket(target.replace('http', 'ws'))
              socket.onopen = () => resolve('open')
              socket.onerror = () => reject(new Error())
            }),
        ),
        popup: await outcome(async () => popup?.document.title || 'nothing'),
      }
    }, server.origin)
    expect(
      Object.values(got).every(value => value === 'nothing' || value === ''),
      JSON.stringify(got),
    ).toBe(true)
    expect(arrived.filter(({ status }) => status === 200)).toEqual([])
    expect(arrived.length).toBeGreaterThan(0)

    // A form that it sends to us in a window of its own is refused as well.
    await page.setContent(
      `<form method="post" enctype="text/plain" action="${server.origin}/api/version"><input name="{}" value=""></form>`,
    )
    const [answer] = await Promise.all([
      page.waitForResponse(r => r.url().startsWith(server.origin)),
      page.evaluate(() => document.forms[0].submit()),
    ])
    expect(answer.status()).toBe(403)
  } finally {
    hostile.close()
    hostile.closeAllConnections()
  }
})

test('a cookie that reached another port opens no call', async ({ context }) => {
  const caught: string[] = []
  const other = createServer((request, response) => {
    caught.push(request.headers.cookie ?? '')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>other</title>')
  })
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  try {
    const [name, value] = cookie.split('=') as [string, string]
    await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/', httpOnly: true, sameSite: 'Strict' }])
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}`)
    expect(caught[0]).toContain(cookie)
  } finally {
    other.close()
    other.closeAllConnections()
  }
  const host = `127.0.0.1:${port}`
  const stolen = { host, origin: `http://${host}`, cookie: caught[0] }
  const json = { 'content-type': 'application/json' }
  const calls = ['version', 'projects.list', 'paths.ask', 'outputs.read', 'outputs.write', 'tuning.read']
  for (const call of calls)
    for (const guess of [undefined, '', 'A'.repeat(43), cookie.split('=')[1], `${key},${key}`]) {
      const { status, body } = await raw(
        request(`POST /api/${call}`, { ...stolen, ...json, 'x-lathe-key': guess }, '{}'),
      )
      expect([call, status]).toEqual([call, 403])
      expect(body).toContain('"code":"usage"')
    }
  // What the cookie does open, the page, has no key in it; nor has the printed address a second time.
  expect((await raw(request('GET /', stolen))).body).not.toContain(key)
  const again = await raw(request('GET /?token=anything', stolen))
  expect(again.head + again.body).not.toContain(key)
  expect((await raw(request('POST /api/version', { ...stolen, ...json, 'x-lathe-key': key }, '{}'))).status).toBe(200)
})

test('a browser that was closed comes back to the clean address', async ({ context }) => {
  const own = mkdtempSync(join(tmpdir(), 'lathe-e2e-'))
  const fresh = await startServe(own)
  try {
    const page = await context.newPage()
    await page.goto(fresh.address)
    await expect(page.getByTestId('template-penguins')).toBeVisible()
    expect(page.url()).toBe(`${fresh.origin}/`)
    await page.close()
    const again = await context.newPage()
    await again.goto(fresh.origin)
    await expect(again.getByTestId('template-penguins')).toBeVisible()
    const kept = (await context.cookies()).find(({ name }) => name.startsWith('lathe-'))!
    expect(kept.expires).toBeGreaterThan(Date.now() / 1000 + 3600)
    await context.clearCookies()
    await again.goto(fresh.origin)
    await expect(again.getByRole('heading', { name: 'Lathe is closed here' })).toBeVisible()
  } finally {
    await fresh.close()
    rmSync(own, { recursive: true })
  }
})
