import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describeAdapter } from '../src/compute'
import { useNodeGpu } from '../src/main/cli/session'
import type { Bench, Part } from './bench'
import { adapter } from './cases/adapter'
import { coverageOfIntervals } from './cases/coverage'
import { imports } from './cases/imports'
import { kernels } from './cases/kernels'
import { models } from './cases/models'
import { rerun } from './cases/rerun'
import { readOnce } from './peers/readOnce'
import { keep, type Section } from './results'
import { markdown } from './table'

const parts: Record<string, Part> = { adapter, coverage: coverageOfIntervals, import: imports, kernels, models, rerun }

const usage = `npm run bench [-- name…] [--only text] [--rounds N] [--adapter auto|hardware|software]
Names: ${Object.keys(parts).join(', ')}; all of them without a name. Writes bench/results,
except with --only, which measures the kernels (name and case) or nodes that have the text.
`

/** The folder above that holds package.json: the program runs from dist/node. */
function rootOf(file: string): string {
  let folder = dirname(file)
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '7' },
      only: { type: 'string', default: '' },
      adapter: { type: 'string' },
    },
  })
  const [reader, file] = positionals[0] === 'read' ? positionals.slice(1) : []
  if (reader !== undefined && file !== undefined) return readOnce(reader, file)
  const names = positionals.length > 0 ? positionals : Object.keys(parts)
  const rounds = Number(values.rounds)
  if (names.some(name => !Object.hasOwn(parts, name)) || !(rounds >= 1)) {
    process.stderr.write(usage)
    return 2
  }
  const root = rootOf(fileURLToPath(import.meta.url))
  const bench: Bench = {
    root,
    cache: join(root, '.cache/bench'),
    rounds,
    wanted: name => name.includes(values.only),
    say: line => process.stderr.write(`${line}\n`),
  }
  useNodeGpu()
  const { info } = await describeAdapter()
  for (const name of names) {
    const section: Section = {
      date: new Date().toISOString().slice(0, 16).replace('T', ' '),
      load: loadavg()[0],
      tables: await parts[name](bench),
    }
    process.stdout.write(`${section.tables.map(markdown).join('\n')}\n`)
    if (values.only) continue
    bench.say(`Written to ${await keep(join(root, 'bench/results'), info, { [name]: section })}`)
  }
  return 0
}

process.exitCode = await main()
// Dawn and DuckDB keep the process alive for a while; everything has been written.
process.exit()
