import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import Papa from 'papaparse'
import { openStore } from '../../src/main/datasets/store'
import { importDefaults } from '../../src/shared/contracts/datasets'

/** What a reader says of one file. `sum` is that of the column x2: all readers must agree on it. */
export interface Reading {
  milliseconds: number
  peakMiB: number
  rows: number
  sum: number
  version?: string
}

type Read = Omit<Reading, 'peakMiB'>

const readers: Record<string, (file: string) => Promise<Read>> = {
  'lathe, in memory': file => lathe(file, null),
  'lathe, on disk': async file => {
    const folder = await mkdtemp(join(tmpdir(), 'lathe-bench-'))
    try {
      return await lathe(file, folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
  DuckDB: duckdb,
  PapaParse: papaParse,
}

export const readerNames = Object.keys(readers)

/** The body of a fresh process: reads the file with one reader and prints a `Reading`. */
export async function readOnce(reader: string, file: string): Promise<number> {
  const read = await readers[reader](file)
  process.stdout.write(`${JSON.stringify({ ...read, peakMiB: peak })}\n`)
  return 0
}

let peak = 0

/** Ends the measurement of time and memory, before the figures are checked. */
function ended(started: number): number {
  peak = process.resourceUsage().maxRSS / 1024
  return performance.now() - started
}

async function lathe(file: string, folder: string | null): Promise<Read> {
  const started = performance.now()
  await using store = await openStore({ folder, samples: '' })
  const { id, inspection } = await store.open(file, importDefaults)
  const milliseconds = ended(started)
  const [column] = await store.columns(id, ['x2'])
  if (!column || !('values' in column)) throw new Error('x2 was not read as numbers.')
  return { milliseconds, rows: inspection.rows, sum: column.values.reduce((s, x) => s + x, 0) }
}

async function duckdb(file: string): Promise<Read> {
  const started = performance.now()
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`CREATE TABLE t AS SELECT * FROM read_csv('${file.replaceAll("'", "''")}')`)
  const milliseconds = ended(started)
  const [row] = (await connection.runAndReadAll('SELECT count(*), sum(x2), version() FROM t')).getRows()
  return { milliseconds, rows: Number(row[0]), sum: Number(row[1]), version: String(row[2]) }
}

/** Cells into columns whose kinds are known beforehand: numbers by `Number`, all else as codes of what was met before. */
async function papaParse(file: string): Promise<Read> {
  const started = performance.now()
  const numeric = [0, 1, 2, 3, 4, 5]
  const numbers = numeric.map((): number[] => [])
  const others = [6, 7, 8, 9, 10].map(() => ({ codes: [] as number[], known: new Map<string, number>() }))
  let rows = -1
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(file, { encoding: 'utf8', highWaterMark: 2 ** 20 }), {
      skipEmptyLines: true,
      chunk: ({ data }) => {
        for (const cells of data) {
          if (++rows === 0) continue
          for (const j of numeric) numbers[j].push(cells[j] === '' ? Number.NaN : Number(cells[j]))
          for (const [k, { codes, known }] of others.entries()) {
            const cell = cells[6 + k]
            let code = known.get(cell)
            if (code === undefined) known.set(cell, (code = known.size))
            codes.push(code)
          }
        }
      },
      complete: () => resolve(),
      error: reject,
    })
  })
  const milliseconds = ended(started)
  return { milliseconds, rows, sum: numbers[2].reduce((s, x) => s + x, 0) }
}
