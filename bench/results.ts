import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { AdapterInfo } from '../src/shared/results/results'
import { markdown, type Table } from './table'

/** Figures of one part of the benchmarks. */
export interface Section {
  date: string
  /** Processes that were waiting for a core when it began, on average over a minute: above 0.5, times are noisy. */
  load: number
  tables: readonly Table[]
}

interface Results {
  format: 'lathe/bench'
  version: 1
  machine: Record<string, string | number>
  adapter: AdapterInfo
  sections: Record<string, Section>
}

/** Puts sections into the results of this adapter and machine, `<folder>/<adapter>-<cores>-cores.md` and `.json`; others stay. */
export async function keep(folder: string, adapter: AdapterInfo, sections: Record<string, Section>): Promise<string> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${shortName(adapter)}-${availableParallelism()}-cores`)
  const before = await readFile(`${file}.json`, 'utf8').catch(() => undefined)
  const known = before === undefined ? {} : (JSON.parse(before) as Results).sections
  const results: Results = {
    format: 'lathe/bench',
    version: 1,
    machine: machine(),
    adapter,
    sections: Object.fromEntries(Object.entries({ ...known, ...sections }).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
  await writeFile(`${file}.json`, `${JSON.stringify(results, null, 1)}\n`)
  await writeFile(`${file}.md`, page(results))
  return `${file}.md`
}

function machine(): Results['machine'] {
  return {
    system: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
}

/** An adapter's name as a file may bear it. */
function shortName({ description, vendor }: AdapterInfo): string {
  if (/swiftshader/i.test(description)) return 'swiftshader'
  if (/llvmpipe|lavapipe/i.test(description)) return 'lavapipe'
  const name = `${vendor} ${description}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return name.replaceAll(/^-+|-+$/g, '').slice(0, 48) || 'adapter'
}

function page({ machine, adapter, sections }: Results): string {
  const head = [
    `# Measured on ${adapter.description || adapter.vendor}`,
    '',
    `${machine['processor']}, ${machine['cores']} cores, ${machine['memoryGiB']} GiB; ${machine['system']}, Node ${machine['node']}. Written by \`npm run bench\`.`,
    'A time is the median of interleaved runs [fastest–slowest] in milliseconds. A ratio below 1.5 is a tie.',
    '',
  ]
  const parts = Object.entries(sections).flatMap(([name, { date, load, tables }]) => [
    ...tables.map(markdown),
    `\`npm run bench -- ${name}\` on ${date}, load ${load.toFixed(1)} when it began.`,
    '',
  ])
  return [...head, ...parts].join('\n')
}
