import { spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bench, Part } from '../bench'
import { mixedCsv } from '../data/mixedCsv'
import { findPython } from '../peers/python'
import { type Reading, readerNames } from '../peers/readOnce'
import type { Cell, Table } from '../table'
import { interleave, timesOf } from '../timing'

const rows = 1_000_000

/** A CSV of a million rows through our store and through others, each reading in a process of its own. */
export const imports: Part = async bench => {
  const file = join(bench.cache, `mixed-${rows}.csv`)
  await mixedCsv(file, rows)
  const readings = await interleave(readersOf(bench, file), bench.rounds)
  const [first] = readings.values()
  for (const [name, samples] of readings) mustAgree(name, samples, first[0])
  const { size } = await stat(file)
  return [table(readings, size)]
}

function readersOf(bench: Bench, file: string): Map<string, () => Promise<Reading>> {
  const readers = new Map<string, () => Promise<Reading>>()
  for (const name of readerNames)
    readers.set(name, () => Promise.resolve(reading(process.execPath, [process.argv[1], 'read', name, file])))
  const python = findPython('pandas')
  if (python === undefined) bench.say('No Python with pandas: its row stays empty.')
  else
    readers.set('pandas', () => Promise.resolve(reading(python, [join(bench.root, 'bench/peers/read_csv.py'), file])))
  return readers
}

/** What a fresh process says. */
function reading(program: string, args: readonly string[]): Reading {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.trim().split('\n').at(-1)}`)
  return JSON.parse(stdout) as Reading
}

/** A reader that loses rows or digits is not timed. The sum is over a million cells of five decimals, added in different orders. */
function mustAgree(name: string, readings: readonly Reading[], first: Reading): void {
  const wrong = readings.find(r => r.rows !== first.rows || Math.abs(r.sum - first.sum) > 1e-3)
  if (wrong)
    throw new Error(
      `${name} read ${wrong.rows} rows with the sum ${wrong.sum}; ${first.rows} and ${first.sum} were due.`,
    )
}

function table(readings: ReadonlyMap<string, readonly Reading[]>, size: number): Table {
  const ours = timesOf(readings.get(readerNames[0])!.map(r => r.milliseconds))
  const line = (name: string): Record<string, Cell> => {
    const samples = readings.get(name)
    if (!samples) return { reader: name }
    const times = timesOf(samples.map(r => r.milliseconds))
    const memory = timesOf(samples.map(r => r.peakMiB))
    const version = samples[0].version
    return {
      reader: version ? `${name} ${version}` : name,
      times,
      ratio: times.median / ours.median,
      peak: memory.median,
    }
  }
  return {
    title: `Import of ${rows.toLocaleString('en-US')} rows × 11 columns, ${Math.round(size / 1e6)} MB of CSV`,
    notes: [
      'Each reading in a process of its own; starting it is not counted. Ours takes the fingerprint, finds dialect and kinds, and stores every column with its checksum. PapaParse fills columns of known kinds. All find the same rows and the same sum of x2.',
    ],
    columns: [
      { key: 'reader', title: 'reader' },
      { key: 'times', title: 'ms' },
      { key: 'ratio', title: '÷ lathe, in memory' },
      { key: 'peak', title: 'peak memory, MiB' },
    ],
    rows: [...readerNames, 'pandas'].map(line),
  }
}
