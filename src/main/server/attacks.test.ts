import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { callsPath, keyFragment, keyHeader } from '../../shared/contracts/calls'
import type { ErrorParts } from '../../shared/errors'
import { importDefaults } from '../../shared/contracts/datasets'
import { writePipeline } from '../../shared/pipeline/document'
import { emptyPipeline } from '../projects/pipeline.fixture'
import { openWorkplace, type Workplace } from '../projects/workplace'
import { staticFilesOf } from '../service/static'
import { type ServerHost, startServer } from './server'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'lathe-test-')))
const [mine, page] = [join(root, 'mine'), join(root, 'page')]
const resources = resolve(import.meta.dirname, '../../../resources')
let workplace: Workplace
let server: ServerHost
let cookie: string
let key: string

beforeAll(async () => {
  for (const folder of [mine, page]) mkdirSync(folder)
  writeFileSync(join(page, 'index.html'), '<p>Lathe</p>')
  workplace = await openWorkplace(join(root, 'data'), join(resources, 'samples'))
  server = await startServer(workplace.serve({ resources, staticFiles: await staticFilesOf(page) }))
  const entered = await fetch(server.address(), { redirect: 'manual' })
  cookie = entered.headers.get('set-cookie')!.split(';')[0]
  key = entered.headers.get('location')!.split(keyFragment)[1]
})
afterAll(async () => {
  await server.close()
  await workplace[Symbol.asyncDispose]()
  rmSync(root, { recursive: true })
})

/** A call as the page makes it, or as one does that has caught the cookie alone. */
const call = (name: string, body: string, headers: Record<string, string> = { [keyHeader]: key }): Promise<Response> =>
  fetch(`${server.origin}${callsPath}${name}`, {
    method: 'POST',
    headers: { cookie, origin: server.origin, 'content-type': 'application/json', ...headers },
    body,
  })
const faultOf = async (answer: Response): Promise<ErrorParts> => ((await answer.json()) as { error: ErrorParts }).error

it.each(['version', 'projects.list', 'projects.read', 'paths.ask', 'outputs.read', 'tuning.read'])(
  'a cookie caught on another port opens nothing of %s',
  async name => {
    for (const guess of [{}, { [keyHeader]: '' }, { [keyHeader]: cookie.split('=')[1] }]) {
      const answer = await call(name, '{}', guess)
      expect([answer.status, (await faultOf(answer)).code]).toEqual([403, 'usage'])
    }
    expect((await call('version', '{}')).status).toBe(200)
  },
)

it('300 clients that leave their side open are dropped', async () => {
  const { port, hostname } = new URL(server.origin)
  const asked = ['nonsense', 'CONNECT a:1 HTTP/1.1\r\nhost: a', 'GET / HTTP/1.1\r\nbad header']
  const ends = await Promise.all(
    Array.from(
      { length: 300 },
      (_, i) =>
        new Promise<string>(done => {
          const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
          let writing: NodeJS.Timeout | undefined
          socket.write(`${asked[i % asked.length]}\r\n\r\n`)
          socket.resume()
          // The system answers what is sent on with a reset once nobody holds the other end.
          socket.on('end', () => (writing = setInterval(() => socket.write('more'), 20)))
          socket.on('error', ({ code }: NodeJS.ErrnoException) => {
            clearInterval(writing)
            done(code!)
          })
        }),
    ),
  )
  expect(ends.filter(end => !['ECONNRESET', 'EPIPE'].includes(end))).toEqual([])
})

it('a page opens no folder by saving or reading a pipeline there', async () => {
  const [started, elsewhere, asked] = ['started', 'elsewhere', 'asked'].map(name => join(root, name))
  for (const folder of [started, elsewhere, asked]) {
    mkdirSync(folder)
    writeFileSync(join(folder, 'a.csv'), 'a\n1\n')
    writeFileSync(join(folder, 'b.lathe.json'), writePipeline(emptyPipeline('b')))
  }
  const { paths, projects } = workplace
  paths.started = started
  const { project, revision } = await projects.create(emptyPipeline('a'))
  const save = (folder: string): Promise<Response> =>
    call(
      'projects.save',
      JSON.stringify({
        id: project.id,
        revision,
        document: emptyPipeline('a'),
        path: join(folder, 'new.lathe.json'),
      }),
    )
  const read = (folder: string): Promise<Response> =>
    call('projects.read', JSON.stringify({ path: join(folder, 'b.lathe.json') }))
  const opens = (folder: string): Promise<boolean> => paths.ask(join(folder, 'a.csv'))

  for (const answer of [await save(elsewhere), await read(elsewhere), await save(root)])
    expect(await faultOf(answer)).toMatchObject({
      code: 'usage',
      message: 'Nobody allowed the window to use this file.',
    })
  expect(existsSync(join(elsewhere, 'new.lathe.json'))).toBe(false)
  expect(await opens(elsewhere)).toBe(false)

  paths.confirm = path => Promise.resolve(path.startsWith(asked))
  for (const folder of [elsewhere, asked])
    await call('paths.ask', JSON.stringify({ path: join(folder, 'b.lathe.json') }))
  paths.confirm = null
  expect([(await read(elsewhere)).status, (await read(asked)).status, (await read(started)).status]).toEqual([
    400, 200, 200,
  ])
  expect([await opens(elsewhere), await opens(asked), await opens(started)]).toEqual([false, true, true])
  expect((await save(started)).status).toBe(200)
})

it.skipIf(process.platform === 'win32')('pipes beside a pipeline stop neither the page nor the end', async () => {
  const file = join(mine, 'own.lathe.json')
  writeFileSync(file, writePipeline(emptyPipeline('own')))
  const pipes = ['d0.csv', 'd1.csv', 'd2.csv', 'd3.csv', 'p.lathe-model', 'p.lathe.json'].map(name => join(mine, name))
  spawnSync('mkfifo', pipes)
  await workplace.projects.read(file)
  const asked = pipes.flatMap(path => [
    call('datasets.open', JSON.stringify({ path, options: importDefaults })),
    call('datasets.inspect', JSON.stringify({ path, options: importDefaults })),
    call('outputs.read', JSON.stringify({ path })),
    call('projects.read', JSON.stringify({ path })),
  ])
  for (const answer of await Promise.all(asked)) expect(await answer.text()).toContain('"error"')
  const read = await call('projects.read', JSON.stringify({ path: pipes.at(-1) }))
  expect((await faultOf(read)).message).toBe('This is a pipe or a device, no file.')
  const shown = await fetch(server.origin, { headers: { cookie } })
  expect([shown.status, await shown.text()]).toEqual([200, '<p>Lathe</p>'])
})
