import { describe, expect, it } from 'vitest'
import { type CallName, calls, callsPath } from '../shared/contracts/calls'
import { importDefaults } from '../shared/contracts/datasets'
import { binaryMessageType } from '../shared/contracts/binaryMessage'
import { callRequest, faultOf, origin, binaryRequest, serveTest } from './service/service.fixture'

const { service, make, store } = await serveTest()
const names = Object.keys(calls) as CallName[]
const get = (path: string, method = 'GET') => service(new Request(origin + path, { method }))

describe('files', () => {
  it('serves its list, with types', async () => {
    for (const [path, type, text] of [
      ['/', 'text/html; charset=utf-8', '<p>Lathe</p>'],
      ['/index.html', 'text/html; charset=utf-8', '<p>Lathe</p>'],
      ['/index.html?x=/../..', 'text/html; charset=utf-8', '<p>Lathe</p>'],
      ['/assets/a%20b.js', 'text/javascript; charset=utf-8', 'export {}'],
      ['/assets/data.bin', 'application/octet-stream', 'bytes'],
    ] as const) {
      const response = await get(path)
      expect([response.status, response.headers.get('content-type'), await response.text()], path).toEqual([
        200,
        type,
        text,
      ])
    }
  })

  it('answers HEAD without a body and refuses other methods', async () => {
    const head = await get('/', 'HEAD')
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '12', ''])
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])
      expect((await get('/', method)).status, method).toBe(405)
  })

  it.each([
    '/secret.txt',
    '/.stamp',
    '/assets',
    '/assets/',
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/..%2f..%2fetc/passwd',
    '/..%5csecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets%2fdata.bin',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/....//secret.txt',
    '//etc/passwd',
    '/index.html%00.js',
    '/index.html/',
    '/INDEX.HTML',
    '/%c0%ae%c0%ae/secret.txt',
    '/%',
    '/%ff',
    '/__proto__',
    '/constructor',
    '/file:///etc/passwd',
    '/C:%5cWindows%5cwin.ini',
    '/\\..\\secret.txt',
    `/${'a/'.repeat(20_000)}`,
    `/${'%2e%2e%2f'.repeat(5_000)}etc/passwd`,
  ])('has nothing at %.60s', async path => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(await faultOf(response)).toMatchObject({ code: 'usage' })
  })
})

describe('calls', () => {
  it('answers POST only', async () => {
    for (const name of names)
      for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])
        expect((await get(callsPath + name, method)).status, `${method} ${name}`).toBe(405)
  })

  it.each([
    '',
    'datasets',
    'Version',
    'version/',
    'version%00',
    '__proto__',
    'constructor',
    'toString',
    '../version',
    'datasets.list/..%2f',
  ])('knows no call "%s"', async name => {
    const response = await service(
      new Request(origin + callsPath + name, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      }),
    )
    expect([404, 405]).toContain(response.status)
  })

  it('takes only types that pages of other origins cannot send unasked', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])
      for (const name of names) {
        const response = await service(callRequest(name, {}, { headers: { 'content-type': type } }))
        expect(response.status, `${name} as "${type}"`).toBe(415)
      }
    expect(
      (await service(callRequest('version', {}, { headers: { 'content-type': 'Application/JSON; charset=utf-8' } })))
        .status,
    ).toBe(200)
  })

  it('says where an input is wrong', async () => {
    const response = await service(callRequest('datasets.columns', { id: 'x', names: ['a', 7] }))
    expect(response.status).toBe(400)
    expect(await faultOf(response)).toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/^The call datasets\.columns is wrong at names\[1\]: /) as string,
    })
    const extra = await service(callRequest('datasets.open', { path: 'a', options: { ...importDefaults, shell: 'x' } }))
    expect(await faultOf(extra)).toMatchObject({ message: expect.stringContaining('at options') as string })
  })

  it('refuses 100 wrong bodies of every call, and lives', async () => {
    const pieces: unknown[] = [
      null,
      0,
      -1,
      1e308,
      '',
      'x',
      '../x',
      true,
      [],
      {},
      [[]],
      { id: {} },
      { name: [] },
      { path: 7 },
      { __proto__: 1 },
      'a'.repeat(9999),
    ]
    const text = (i: number): string => {
      const value = JSON.stringify({
        [['path', 'id', 'name', 'names', 'options', 'request', 'exact'][i % 7]]: pieces[i % pieces.length],
        more: pieces[(i * 7) % pieces.length],
      })
      return i % 3 === 0
        ? value.slice(0, i % value.length)
        : i % 3 === 1
          ? `[${value}]`
          : value.replace(/[:,]/, c => (i % 2 ? c : `${c}\u0001`))
    }
    for (const name of names) {
      const type = calls[name].binary ? binaryMessageType : 'application/json'
      for (let i = 0; i < 100; i++) {
        const wrong =
          calls[name].binary && i % 2
            ? binaryRequest(name, { body: text(i) }, [])
            : callRequest(name, 0, { headers: { 'content-type': type }, body: text(i) })
        const response = await service(wrong)
        expect([400, 422], `${name}: ${text(i)}`).toContain(response.status)
        expect(await faultOf(response)).toMatchObject({
          code: expect.stringMatching(/^(usage|format|pipeline)$/) as string,
          remedy: { text: expect.any(String) as string },
        })
      }
    }
    expect((await service(callRequest('version', {}))).status).toBe(200)
  })

  it('refuses too large requests, claimed or sent', async () => {
    const claimed = await service(
      callRequest('version', {}, { headers: { 'content-type': 'application/json', 'content-length': '2000000' } }),
    )
    expect(claimed.status).toBe(413)
    let sent = 0
    const body = new ReadableStream({ pull: c => c.enqueue(new Uint8Array((sent += 65_536) && 65_536).fill(0x20)) })
    const endless = await service(callRequest('version', {}, { body, duplex: 'half' } as RequestInit))
    expect(endless.status).toBe(413)
    expect(sent).toBeLessThan(2 ** 21)
  })

  it('gives each fault its status, and tells of ours', async () => {
    const told: string[] = []
    const broken = make({
      onFault: error => told.push(error.message),
      store: Object.assign(Object.create(store) as typeof store, {
        list: () => {
          throw new Error('broken inside')
        },
      }),
    })
    const [fault, missing, forbidden] = [
      await broken(callRequest('datasets.list', {})),
      await broken(callRequest('datasets.columns', { id: 'none', names: [] })),
      await broken(callRequest('datasets.open', { path: '/etc/passwd', options: importDefaults })),
    ]
    expect([fault.status, missing.status, forbidden.status]).toEqual([500, 422, 403])
    expect((await faultOf(fault)).code).toBe('internal')
    expect(await faultOf(missing)).toEqual({
      code: 'data',
      where: 'none',
      message: 'The store has no such dataset.',
      remedy: { text: 'Open its file again.', fix: { set: { parameter: 'path' } } },
    })
    expect(told).toEqual(['broken inside'])
  })

  it('refuses a report of a wrong pipeline with the path of the fault', async () => {
    const response = await service(
      callRequest('outputs.report', {
        path: 'r.html',
        request: { document: { format: 'lathe/pipeline', version: 99 }, results: {}, datasets: [] },
      }),
    )
    expect(response.status).toBe(422)
    expect(await faultOf(response)).toMatchObject({ code: 'pipeline', where: 'version' })
  })
})

it('sets the security headers on every answer', async () => {
  const answers = [
    await get('/'),
    await get('/none'),
    await get('/', 'HEAD'),
    await get('/', 'POST'),
    await service(callRequest('version', {})),
    await service(callRequest('version', 7)),
    await service(callRequest('samples.open', { name: 'none' })),
    await service(callRequest('datasets.inspect', { path: 'dataset:0', options: importDefaults })),
    await service(callRequest('datasets.columns', { id: (await store.sample('iris')).id, names: ['species'] })),
  ]
  expect(new Set(answers.map(a => a.status))).toEqual(new Set([200, 400, 404, 405, 422]))
  for (const { headers } of answers) {
    const policy = headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'none'; script-src 'self'; worker-src 'self'")
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*|https?:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
  }
})
