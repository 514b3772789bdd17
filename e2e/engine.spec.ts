import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

/** What a run says of each node, without times. */
const told = (results: Results) =>
  Object.fromEntries(
    Object.entries(results.nodes).map(([id, { type, status, summary, gpu, error }]) => [id, { type, status, summary, error, dispatches: gpu?.dispatches }]),
  )

for (const name of ['penguins', 'titanic']) {
  test(`${name}: a page's worker gives what Node gives`, async ({ page: tab }) => {
    const faults: string[] = []
    tab.on('console', message => message.type() === 'error' && faults.push(message.text()))
    await tab.goto(service.origin)
    const { results, events } = await tab.evaluate(document => page.run(document), template(name))
    const node = inNode(template(name))
    const { differing, apart } = compare(told(results), told(node))
    test.info().annotations.push({ type: 'largest relative distance', description: String(apart) })
    console.log(`${name}: largest relative distance between page and Node ${apart}`, results.environment.adapter, node.environment.adapter)
    expect(results.status).toBe('done')
    expect(differing).toEqual([])
    expect(apart).toBeLessThan(1e-6)
    expect(events[0]).toMatchObject({ type: 'started' })
    expect(events.at(-1)).toMatchObject({ type: 'ended' })
    expect(faults).toEqual([])

    const again = await tab.evaluate(document => page.run(document), template(name))
    expect(Object.values(again.results.nodes).every(n => n.cached)).toBe(true)
  })
}
