import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './unpack.mjs'

/** A file, what it imports, and the wall it breaks. */
const crossings = [
  ['src/shared/a.ts', '../compute/index', 'shared'],
  ['src/shared/b.ts', 'node:fs', 'node'],
  ['src/shared/cells.ts', './table', 'cycle'],
  ['src/compute/engine/a.ts', '../../main/store', 'compute'],
  ['src/compute/engine/b.ts', 'node:path', 'node'],
  ['src/compute/engine/c.ts', 'webgpu', 'dawn'],
  ['src/compute/engine/d.ts', 'vue', 'vue'],
  ['src/compute/engine/e.ts', '@duckdb/node-api', 'store'],
  ['src/compute/engine/f.ts', '../nodes/model/kMeans/fit', 'floor-engine'],
  ['src/compute/tensor/a.ts', '../engine/run', 'floor-tensor'],
  ['src/compute/random/a.ts', '../device/canary', 'floor-device'],
  ['src/compute/device/a.ts', '../index', 'floor-device'],
  ['src/compute/nodes/model/naiveBayes/fit.ts', '../kMeans/fit', 'node-folder'],
  ['src/compute/host/a.ts', '../cellar/vault', 'unplaced'],
  ['src/main/a.ts', '../compute/engine/run', 'main'],
  ['src/main/b.ts', '../renderer/app', 'main'],
  ['src/main/server/a.ts', 'electron', 'electron'],
  ['src/renderer/a.ts', '../main/store', 'renderer'],
  ['src/renderer/d.ts', '../compute/host/node', 'renderer'],
  ['src/renderer/b.ts', '../compute/nodes/model/kMeans/fit', 'renderer'],
  ['src/renderer/c.ts', '../../e2e/host', 'renderer'],
  // With what is allowed below, each of these closes a cycle of folders in which no two files import each other.
  ['src/renderer/canvas/cards/a.ts', '../../results/node/b', 'floor-canvas'],
  ['src/renderer/canvas/board/a.ts', '../wires/b', 'floor-canvas/board'],
  ['src/renderer/data/table/a.ts', '../b', 'floor-data/table'],
  ['src/renderer/stores/a.ts', '../attic/trunk', 'unplaced'],
  ['src/renderer/learn/a.ts', './attic/trunk', 'unplaced'],
] as const

const allowed = [
  ['src/compute/host/node.ts', 'node:fs'],
  ['src/compute/engine/run.ts', '../../shared/table'],
  ['src/compute/engine/run.test.ts', '../../main/store'],
  ['src/compute/tensor/a.test.ts', '../engine/run'],
  ['src/compute/tensor/b.ts', '../device/canary'],
  ['src/compute/nodes/model/kMeans/a.ts', './fit'],
  ['src/compute/nodes/model/kMeans/b.ts', '../../../engine/run'],
  ['src/main/store.ts', '../compute/index'],
  ['src/main/cli/session.ts', '../../compute/host/node'],
  ['src/main/electron/a.ts', 'electron'],
  ['src/renderer/app.ts', '../compute/nodes/model/kMeans/spec'],
  ['src/renderer/results/node/b.ts', '../../canvas/cards/c'],
  ['src/renderer/canvas/wires/b.ts', '../board/c'],
  ['src/renderer/data/b.ts', './table/c'],
] as const

const targets = [
  'src/shared/table.ts',
  'src/compute/index.ts',
  'src/compute/device/canary.ts',
  'src/compute/cellar/vault.ts',
  'src/compute/nodes/model/kMeans/fit.ts',
  'src/renderer/canvas/cards/c.ts',
  'src/renderer/canvas/board/c.ts',
  'src/renderer/data/table/c.ts',
  'src/renderer/attic/trunk.ts',
  'src/renderer/learn/attic/trunk.ts',
  'e2e/host.ts',
]

let folder: string
let violations: { from: string; rule: { name: string } }[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lathe-walls-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const path of [...targets, 'src/compute/nodes/model/kMeans/spec.ts']) write(path, 'export {}\n')
  for (const [path, name] of [...crossings, ...allowed])
    write(path, `import type * as other from '${name}'\nexport type Other = typeof other\n`)
  write('src/shared/table.ts', `export * from './cells'\n`)
  for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json']) cpSync(join(root, name), join(folder, name))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src', 'e2e']
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 })
  violations = (JSON.parse(stdout) as { summary: { violations: typeof violations } }).summary.violations
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rulesBrokenBy = (path: string) => violations.filter(v => v.from === path).map(v => v.rule.name)

describe('walls', () => {
  it.each(crossings)('%s may not import %s: %s', (path, _, rule) => {
    expect(rulesBrokenBy(path)).toContain(rule)
  })

  it.each(allowed)('%s may import %s', path => {
    expect(rulesBrokenBy(path)).toEqual([])
  })
})
