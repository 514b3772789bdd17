import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/unpack.mjs'
import { parsePipeline, type Pipeline } from '../src/shared/pipeline/document'
import type { Results } from '../src/shared/results/results'
import { expect, test } from './chromium'
import type { Host } from './host'
import type { Page } from './page/page'
import { startService } from './service'

declare const page: Page

let service: Host
const scratch = mkdtempSync(join(tmpdir(), 'lathe-e2e-'))
test.beforeAll(async () => {
  service = await startService()
})
test.afterAll(async () => {
  await service.close()
  rmSync(scratch, { recursive: true })
})

const templates = readdirSync(join(root, 'resources/templates'))
  .filter(file => file.endsWith('.lathe.json'))
  .map(file => file.replace('.lathe.json', ''))
const template = (name: string): Pipeline =>
  parsePipeline(readFileSync(join(root, `resources/templates/${name}.lathe.json`), 'utf8'))

/** The same run by the command line, on SwiftShader too. */
function inNode(document: Pipeline): Results {
  const [file, out] = [join(scratch, 'run.lathe.json'), join(scratch, 'results.json')]
  writeFileSync(file, JSON.stringify(document))
  const args = ['scripts/lathe.mjs', 'run', file, '--results', out, '--adapter', 'software', '--quiet']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(readFileSync(out, 'utf8')) as Results
}

/** Figures that differ, by their path; `apart` is the largest relative distance of two numbers. Anything but numbers must be equal. */
function compare(a: unknown, b: unknown, path = ''): { differing: string[]; apart: number } {
  if (typeof a === 'number' && typeof b === 'number' && !(Number.isInteger(a) && Number.isInteger(b)))
    return { differing: [], apart: Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b)) }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return { differing: a === b ? [] : [path], apart: 0 }
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  const inside = keys.map(key => compare(a[key as keyof typeof a], b[key as keyof typeof b], `${path}.${key}`))
  return { differing: inside.flatMap(x => x.differing), apart: Math.max(0, ...inside.map(x => x.apart)) }
}

/** What a run says of each node, figures of charts included, without times and without launches: portions of steps are cut by time. */
const told = (results: Results) =>
  Object.fromEntries(
    Object.entries(results.nodes).map(([id, { type, status, summary, blocks, warnings, error }]) => [
      id,
      { type, status, summary, blocks, warnings, error },
    ]),
  )

for (const name of templates) {
  test(`${name}: a page's worker gives what Node gives`, async ({ page: tab }) => {
    const faults: string[] = []
    tab.on('console', message => message.type() === 'error' && faults.push(message.text()))
    await tab.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', event => console.error(event.effectiveDirective)),
    )
    await tab.goto(service.origin)
    const { results, events } = await tab.evaluate(document => page.run(document), template(name))
    const node = inNode(template(name))
    const { differing, apart } = compare(told(results), told(node))
    expect(results.status).toBe('done')
    expect(differing).toEqual([])
    // When this was written: digits 0 (bit-equal, blocks too), diabetes 2e-16, penguins 3e-14, titanic 2e-13. What the device gives is
    // bit-equal; where the host finishes in double precision, the two versions of V8 differ in the last bits of exp and log.
    expect(apart).toBeLessThan(1e-6)
    expect(events[0]).toMatchObject({ type: 'started' })
    expect(events.at(-1)).toMatchObject({ type: 'ended' })
    expect(faults).toEqual([])

    const again = await tab.evaluate(document => page.run(document), template(name))
    expect(Object.values(again.results.nodes).every(n => n.cached)).toBe(true)
  })
}

test('cancel stops a run within a portion, and the engine goes on', async ({ page: tab }) => {
  await tab.goto(service.origin)
  const { results, milliseconds } = await tab.evaluate(
    document => page.run(document, { type: 'node', node: 'train' }),
    template('titanic'),
  )
  const status = Object.fromEntries(Object.entries(results.nodes).map(([id, node]) => [id, node.status]))
  expect(results.status).toBe('cancelled')
  expect(status).toMatchObject({ scale: 'done', train: 'cancelled', evaluate: 'skipped' })
  expect(milliseconds).toBeLessThan(1000)
  const after = await tab.evaluate(document => page.run(document), template('titanic'))
  expect(after.results.status).toBe('done')
  expect(after.results.nodes['scale']).toMatchObject({ cached: true })
  expect(after.results.nodes['train']).not.toHaveProperty('cached')
})

test('a device lost during a run: the node runs once more and the run ends done', async ({ page: tab }) => {
  await tab.goto(service.origin)
  const whole = await tab.evaluate(document => page.run(document), template('penguins'))
  const submits = Object.values(whole.results.nodes).map(node => node.gpu?.submits ?? 0)
  const total = submits.reduce((sum, count) => sum + count, 0)
  for (const submission of [1, Math.ceil(total / 2), total]) {
    const { results, events } = await tab.evaluate(([document, at]) => page.runLosing(document, at), [
      template('penguins'),
      submission,
    ] as const)
    const repeated = events.filter(event => event.type === 'node' && event.attempt === 2)
    expect(results.status, `lost at submission ${submission} of ${total}`).toBe('done')
    expect(repeated).toHaveLength(1)
    // A new device has no images of the columns: making them again takes launches of its own.
    const { differing, apart } = compare(told(results), told(whole.results))
    expect(differing.filter(path => !path.endsWith('.dispatches'))).toEqual([])
    expect(apart).toBe(0)
  }
})

test('a document that cannot run is refused with the path of its fault', async ({ page: tab }) => {
  await tab.goto(service.origin)
  const document = template('penguins')
  const fault = await tab.evaluate(
    wrong =>
      page.run(wrong).then(
        () => undefined,
        (error: object) => JSON.stringify(error),
      ),
    {
      ...document,
      nodes: document.nodes.map(node => (node.id === 'split' ? { ...node, params: { testSize: 3 } } : node)),
    },
  )
  expect(JSON.parse(fault!)).toMatchObject({ code: 'parameter', where: 'nodes[2].params.testSize' })
})

test('a file given to the page is a dataset that pipelines read', async ({ page: tab }) => {
  await tab.goto(service.origin)
  const text = readFileSync(join(root, 'resources/samples/penguins.csv'), 'utf8')
  const { dataset, progress } = await tab.evaluate(table => page.upload('birds & co.csv', table), text)
  if ('error' in dataset) throw new Error(dataset.error)
  expect(dataset).toMatchObject({ name: 'birds & co', inspection: { rows: 344, rejected: [] } })
  expect(progress.every(fraction => fraction >= 0 && fraction <= 1)).toBe(true)
  const [load, ...rest] = template('penguins').nodes
  const nodes = [{ id: load.id, type: 'data.file', params: { path: `dataset:${dataset.fingerprint}` } }, ...rest]
  const { results } = await tab.evaluate(document => page.run(document), { ...template('penguins'), nodes })
  expect(results.status).toBe('done')

  const broken = await tab.evaluate(table => page.upload('broken.csv', table), 'a,b\n')
  expect('error' in broken.dataset && JSON.parse(broken.dataset.error)).toMatchObject({
    code: 'input',
    where: 'broken.csv',
  })
})

test('files that a run makes are given to the page, equal to those of Node', async ({ page: tab }) => {
  await tab.goto(service.origin)
  const line = template('titanic')
  const document: Pipeline = {
    ...line,
    nodes: [
      ...line.nodes,
      { id: 'rows', type: 'output.table', params: { path: 'rows.csv' } },
      { id: 'story', type: 'output.report', params: { path: 'story.html' } },
    ],
    edges: [...line.edges, { from: 'train', to: 'rows' }, { from: 'train', to: 'story' }],
  }
  const { results, files } = await tab.evaluate(pipeline => page.run(pipeline), document)
  inNode(document)
  expect(results.nodes['rows']).toMatchObject({ status: 'done', summary: { path: 'rows.csv', rows: 891 } })
  // Every row with its prediction from the fold that held it out: the folds and labels are the same.
  const rows = (text: string) => text.split('\n').map(row => row.split(',').filter(cell => !cell.includes('.')))
  expect(rows(files['rows.csv'])).toEqual(rows(readFileSync(join(scratch, 'rows.csv'), 'utf8')))
  expect(files['story.html']).toContain('<h1>')
  expect(files['story.html'].match(/<svg/g)).toHaveLength(
    readFileSync(join(scratch, 'story.html'), 'utf8').match(/<svg/g)!.length,
  )
})
