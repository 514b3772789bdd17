import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import golden from '../../compute/nodes/model/linearRegression/golden.json'
import { longleyCertified, wampler, wamplerColumns } from '../../compute/nodes/model/linearRegression/nist.fixture'

/** NIST's linear regressions from a file to the results, by the built command line: digits that agree with the certified values. */
const folder = mkdtempSync(join(tmpdir(), 'lathe-nist-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Summary {
  coefficients: number[]
  intercept: number
  standardErrors: number[]
  rSquared: number
}

function regression(name: string, columns: Record<string, readonly number[]>): Summary {
  const header = Object.keys(columns)
  const rows = columns['y'].map((_, i) => header.map(column => columns[column][i]).join(','))
  writeFileSync(join(folder, `${name}.csv`), `${[header.join(','), ...rows].join('\n')}\n`)
  const pipeline = join(folder, `${name}.lathe.json`)
  const nodes = [
    { id: 'load', type: 'data.file', params: { path: `${name}.csv` } },
    { id: 'columns', type: 'table.columns', params: { target: 'y' } },
    { id: 'train', type: 'model.linearRegression' },
  ]
  const edges = nodes.slice(1).map((node, i) => ({ from: nodes[i].id, to: node.id }))
  writeFileSync(pipeline, JSON.stringify({ format: 'lathe/pipeline', version: 1, name, nodes, edges }))
  const results = join(folder, `${name}.results.json`)
  const command = ['scripts/lathe.mjs', 'run', pipeline, '--results', results, '--quiet']
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  const { nodes: found } = JSON.parse(readFileSync(results, 'utf8')) as { nodes: { train: { summary: Summary } } }
  return found.train.summary
}

/** Log relative error: digits that agree. */
const digits = (found: number, certified: number): number => -Math.log10(Math.abs((found - certified) / certified))

it('Longley: nine digits and more', () => {
  const { x, y } = golden.longley
  const columns = Object.fromEntries(x.map((column, j) => [`x${j + 1}`, column]))
  const summary = regression('Longley', { ...columns, y })
  const found = [summary.intercept, ...summary.coefficients]
  const certified = [longleyCertified.intercept, ...longleyCertified.coefficients]
  certified.forEach((value, i) => expect(digits(found[i], value)).toBeGreaterThan(9))
  expect(digits(summary.rSquared, longleyCertified.rSquared)).toBeGreaterThan(9)
  longleyCertified.standardErrors.forEach((value, i) =>
    expect(digits(summary.standardErrors[i], value)).toBeGreaterThan(9),
  )
})

it.each(wampler)('$name: $digits digits', ({ name, y, base, digits: wanted }) => {
  const { intercept, coefficients } = regression(name, { ...wamplerColumns, y })
  ;[intercept, ...coefficients].forEach((value, power) => expect(digits(value, base ** power)).toBeGreaterThan(wanted))
})
