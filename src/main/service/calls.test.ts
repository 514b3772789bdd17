import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { askAt } from '../../compute/host/calls'
import { remoteHost } from '../../compute/host/remote'
import { type ColumnCells, importDefaults } from '../../shared/contracts/datasets'
import type { ReportRequest } from '../../shared/contracts/host'
import { pack, binaryMessageType } from '../../shared/contracts/binaryMessage'
import { parsePipeline } from '../../shared/pipeline/document'
import type { Service } from '../service'
import { progress } from './answers'
import { callRequest, origin, serveTest } from './service.fixture'

const { service, make, store, folder, temporary } = await serveTest()
const templates = resolve(import.meta.dirname, '../../../resources/templates')

/** The client, talking with a service in the same process. */
function through(to: Service) {
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => to(new Request(url, init)))
  return askAt(origin)
}
const ask = () => through(service)
/** The store's own folder: nothing else may stay. */
const own = readdirSync(temporary)
afterEach(() => {
  vi.unstubAllGlobals()
  expect(readdirSync(temporary)).toEqual(own)
})

const table = 'id,weight,name,day,ok,group\n1,1.5,"a, b",2020-01-01,true,x\n2,,é,2020-01-02,false,y\n3,-2,,,,x\n'
const upload = (name: string, text: string, told?: (fraction: number) => void) =>
  ask()('datasets.upload', { name, options: importDefaults }, { bytes: [new Blob([text])], progress: told })

describe('datasets', () => {
  it('takes a file by its bytes, and finds it again', async () => {
    const dataset = await upload('My "table".csv', table)
    expect(dataset).toMatchObject({ name: 'My _table_', inspection: { rows: 3, rejected: [] } })
    expect(await ask()('datasets.list', {})).toContainEqual(dataset)
    const path = `dataset:${dataset.fingerprint}`
    expect(await ask()('datasets.open', { path, options: importDefaults })).toEqual(dataset)
    expect(await ask()('datasets.inspect', { path, options: importDefaults })).toEqual(dataset.inspection)
    const names = ['weight', 'id', 'name', 'day', 'ok', 'group']
    expect(await ask()('datasets.columns', { id: dataset.id, names })).toEqual(await store.columns(dataset.id, names))
  })

  it('tells progress of a long import, in order', async () => {
    const seen: number[] = []
    const rows = Array.from({ length: 200_000 }, (_, i) => `${i},${i / 7}`).join('\n')
    const { inspection } = await upload('long.csv', `a,b\n${rows}\n`, fraction => seen.push(fraction))
    expect(inspection.rows).toBe(200_000)
    expect(seen.length).toBeGreaterThan(0)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })

  it.each([
    ['a page of HTML', '<!DOCTYPE html>\n<html></html>\n'],
    ['nothing', ''],
    ['a name and no rows', 'a,b\n'],
  ])('gives the error of the import, under the name of the file: %s', async (_, text) => {
    const path = join(folder, 'broken.csv')
    writeFileSync(path, text)
    const given = (error: unknown): string => JSON.stringify(error)
    const direct = (await store.open(path, importDefaults).then(given, given)).replaceAll(path, 'broken.csv')
    const sent = await upload('broken.csv', text).then(given, given)
    expect(JSON.parse(sent)).toMatchObject({ code: 'input', where: expect.stringMatching(/^broken\.csv/) as string })
    expect(sent).toBe(direct)
  })

  it('takes any name a file may have', async () => {
    for (const [i, name] of [
      '../../up.csv',
      '/etc/passwd',
      '..',
      'C:\\a.csv',
      'nul.csv',
      'a\u0000b.csv',
      '\ud800.csv',
      '.hidden',
      `${'é'.repeat(200)}.tsv`,
      '𝒳'.repeat(60),
    ].entries())
      expect(await upload(name, `a,b${i}\n1,2\n`)).toMatchObject({ inspection: { rows: 1 } })
    expect(existsSync(join(folder, 'up.csv'))).toBe(false)
  })

  it('removes what had come when the page leaves', async () => {
    const gone = new AbortController()
    const [head] = pack({ name: 'a.csv', options: importDefaults }, [])
    const endless = new ReadableStream({
      start: c => c.enqueue(head),
      async pull(c) {
        c.enqueue(new Uint8Array(65_536))
        await new Promise(done => setTimeout(done, 5))
      },
    })
    const headers = { 'content-type': binaryMessageType }
    const answer = service(
      callRequest('datasets.upload', {}, {
        headers,
        body: endless,
        duplex: 'half',
        signal: gone.signal,
      } as RequestInit),
    )
    await vi.waitFor(() => expect(readdirSync(temporary).length).toBeGreaterThan(own.length))
    gone.abort()
    expect((await answer).status).toBe(499)
  })

  it('opens paths where the host allows them, and names them as the caller does', async () => {
    writeFileSync(join(folder, 'here.csv'), table)
    const allowed = through(make({ place: path => join(folder, path) }))
    expect(await allowed('version', {})).toMatchObject({ paths: true, home: homedir() })
    expect(await allowed('datasets.open', { path: 'here.csv', options: importDefaults })).toMatchObject({
      name: 'here',
    })
    expect(await allowed('datasets.inspect', { path: 'here.csv', options: importDefaults })).toMatchObject({ rows: 3 })
    await expect(allowed('datasets.open', { path: 'none.csv', options: importDefaults })).rejects.toMatchObject({
      code: 'input',
      where: 'none.csv',
    })
    for (const call of ['datasets.open', 'datasets.inspect'] as const)
      await expect(ask()(call, { path: 'here.csv', options: importDefaults })).rejects.toMatchObject({
        code: 'usage',
        remedy: { text: 'Drop the file onto the page.' },
      })
    await expect(ask()('outputs.read', { path: 'here.csv' })).rejects.toMatchObject({ code: 'usage' })
  })
})

describe('resources', () => {
  it('lists and opens samples and templates', async () => {
    expect(await ask()('version', {})).toEqual({
      app: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      paths: false,
    })
    expect(await ask()('samples.list', {})).toContain('penguins')
    expect(await ask()('samples.open', { name: 'penguins' })).toMatchObject({
      name: 'penguins',
      inspection: { rows: 344 },
    })
    const listed = await ask()('templates.list', {})
    expect(listed.map(t => `${t.name}.lathe.json`)).toEqual(
      readdirSync(templates)
        .filter(file => file.endsWith('.lathe.json'))
        .sort(),
    )
    for (const { name, title, description } of listed) {
      const document = parsePipeline(readFileSync(join(templates, `${name}.lathe.json`), 'utf8'))
      expect(await ask()('templates.read', { name })).toEqual(document)
      expect([title, description]).toEqual([document.name, document.description])
    }
  })

  it('has no others', async () => {
    for (const name of ['none', '../samples/penguins', '..', '__proto__', 'penguins.lathe.json']) {
      await expect(ask()('templates.read', { name })).rejects.toMatchObject({ code: 'parameter', where: 'name' })
      await expect(ask()('samples.open', { name })).rejects.toMatchObject({ code: 'parameter', where: 'name' })
    }
  })
})

describe('outputs', () => {
  const columns: ColumnCells[] = [
    { name: 'a', kind: 'integer', values: Float64Array.of(1, NaN) },
    { name: 'b', kind: 'text', codes: Int32Array.of(0, 1), categories: ['=1+1', 'x,y'] },
  ]
  const document = parsePipeline(readFileSync(join(templates, 'penguins.lathe.json'), 'utf8'))
  const request: ReportRequest = {
    document,
    results: {
      format: 'lathe/results',
      version: 1,
      pipeline: document.name,
      seed: 42,
      status: 'done',
      environment: {
        app: '0.1.0',
        adapter: { vendor: '', architecture: '', description: 'none', software: false },
        variants: {},
      },
      nodes: {
        load: {
          type: 'data.sample',
          status: 'done',
          blocks: [{ kind: 'text', id: 't', title: 'A <b>title</b>', text: 'words' }],
        },
        train: {
          type: 'model.logisticRegression',
          status: 'failed',
          error: { code: 'data', message: 'One class only.' },
        },
      },
    },
    datasets: [{ node: 'load', name: 'penguins', fingerprint: 'f', rows: 344, columns: 7 }],
  }

  it('gives the page what it makes, where the host writes no files', async () => {
    const saved = new Map<string, string>()
    through(service)
    const { outputs } = remoteHost(origin, { save: (name, bytes) => saved.set(name, new TextDecoder().decode(bytes)) })
    expect(await outputs.table('out/a.csv', columns, { exact: true })).toEqual({
      path: 'a.csv',
      bytes: saved.get('a.csv')!.length,
    })
    expect(saved.get('a.csv')).toBe('a,b\n1,=1+1\n,"x,y"\n')
    await outputs.table('C:\\b.csv', columns, { exact: false })
    expect(saved.get('b.csv')).not.toContain('\n1,=1+1')
    await outputs.report('r.html', request)
    expect(saved.get('r.html')).toContain('A &lt;b&gt;title&lt;/b&gt;')
    await outputs.write('m.bin', new TextEncoder().encode('model'))
    expect(saved.get('m.bin')).toBe('model')
    await expect(outputs.table('a.doc', columns, { exact: true })).rejects.toMatchObject({
      code: 'parameter',
      where: 'a.doc',
    })
  })

  it('writes them where it does', async () => {
    const never = (): never => expect.unreachable('the host writes')
    through(make({ place: path => join(folder, path) }))
    const { outputs } = remoteHost(origin, { save: never })
    const written = await outputs.table('t.csv', columns, { exact: true })
    expect(written).toEqual({ path: join(folder, 't.csv'), bytes: 18 })
    expect(readFileSync(written.path, 'utf8')).toBe('a,b\n1,=1+1\n,"x,y"\n')
    await outputs.write('m.lathe-model', Uint8Array.of(1, 2))
    expect([...(await outputs.read('m.lathe-model'))]).toEqual([1, 2])
    await expect(outputs.write('none/m.lathe-model', Uint8Array.of(1))).rejects.toMatchObject({ code: 'input' })
    for (const path of ['m.bin', 't.csv', '.bashrc', 'm.lathe-model.sh', 'x']) {
      const refused = { code: 'parameter', where: path }
      await expect(outputs.write(path, Uint8Array.of(1))).rejects.toMatchObject(refused)
      await expect(outputs.read(path)).rejects.toMatchObject(refused)
      if (path !== 't.csv') await expect(outputs.table(path, columns, { exact: true })).rejects.toMatchObject(refused)
    }
  })

  it('leaves the old file when nobody reads the answer: a host may tell of that alone', async () => {
    const path = join(folder, 'old.csv')
    writeFileSync(path, 'old')
    const deaf = make({ place: () => path })
    // As Electron does it: the signal of the request never fires, the body of the answer is let go.
    vi.stubGlobal('fetch', async (url: URL, { signal, ...init }: RequestInit) => {
      const answer = await deaf(new Request(url, init))
      signal!.addEventListener('abort', () => void answer.body!.cancel())
      stop.abort()
      return answer
    })
    const stop = new AbortController()
    const cells = new Float64Array(400_000)
    const long: ColumnCells[] = [{ name: 'a', kind: 'number', values: cells }]
    const { outputs } = remoteHost(origin, { save: () => expect.unreachable('the host writes') })
    await outputs.table('old.csv', long, { exact: true, signal: stop.signal }).catch(() => {})
    await new Promise(done => setTimeout(done, 300))
    await vi.waitFor(() => expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([]), 10_000)
    expect(readFileSync(path, 'utf8')).toBe('old')
  })
})

describe('the client', () => {
  it('asks for many columns in portions', async () => {
    const rows = 2 ** 21
    const long = { id: 'long', name: 'long', fingerprint: 'f', inspection: { rows } }
    const asked: number[] = []
    const fake = Object.assign(Object.create(store) as typeof store, {
      sample: async () => long,
      columns: async (_: string, names: string[]) => {
        asked.push(names.length)
        return names.map(name => ({ name, kind: 'number', values: new Float64Array(1) }))
      },
    })
    through(make({ store: fake }))
    const { datasets } = remoteHost(origin, { save: () => {} })
    await datasets.sample('long')
    const names = Array.from({ length: 10 }, (_, i) => `c${i}`)
    expect((await datasets.columns('long', names)).map(c => c.name)).toEqual(names)
    expect(asked).toEqual([4, 4, 2])
  })

  it('says so when nobody answers, or nothing that it knows', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
    await expect(askAt(origin)('version', {})).rejects.toMatchObject({
      code: 'internal',
      message: 'Lathe does not answer (fetch failed).',
      remedy: { text: expect.stringMatching(/^Do not reload: .* Download a copy/) as string },
    })
    for (const [status, text] of [
      [502, '<html>'],
      [200, '{'],
      [500, '{"error":{"code":"no such code","message":""}}'],
    ] as const) {
      vi.stubGlobal('fetch', async () => new Response(text, { status }))
      await expect(askAt(origin)('version', {})).rejects.toMatchObject({ code: 'internal' })
    }
    vi.stubGlobal('fetch', async () => new Response('{"progress":0.5}\n'))
    await expect(askAt(origin)('datasets.open', { path: 'a', options: importDefaults })).rejects.toMatchObject({
      message: 'Lathe does not answer (the answer broke off).',
    })
  })

  it('cancels', async () => {
    const stopped = AbortSignal.abort()
    await expect(
      ask()('datasets.open', { path: 'a', options: importDefaults }, { signal: stopped }),
    ).rejects.toMatchObject({ code: 'cancelled' })
  })
})

it.each(['projects.keep', 'version', 'datasets.open'])('%s refuses JSON that is nested 5,000 deep', async name => {
  const body = '['.repeat(5000) + ']'.repeat(5000)
  const headers = { 'content-type': 'application/json' }
  const response = await service(new Request(`${origin}/api/${name}`, { method: 'POST', headers, body }))
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('nested deeper than 200 levels')
})

it('a long call stops when nobody reads its answer', async () => {
  let ended = false
  const response = progress(
    (tell, signal) => {
      tell(0.25)
      signal.addEventListener('abort', () => void (ended = true))
      return new Promise(() => {})
    },
    new AbortController().signal,
    () => {},
  )
  const reader = response.body!.getReader()
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('{"progress":0.25}\n')
  await reader.cancel()
  expect(ended).toBe(true)
})
