import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importDefaults, type ImportWarning } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'
import { importFile, type ImportedTable } from './importFile'
import { right, type Reading } from './rightReadings.fixture'
import { importContent, cellsOf } from './scratchFile'

const folder = join(import.meta.dirname, 'cases')

/** Decimal commas that first come 100 KB into the file. */
const late = `id;v\n${Array.from({ length: 14_000 }, (_, i) => `${i};${i % 50}${i < 12_000 ? '' : ',5'}\n`).join('')}`

function read(file: string): ImportedTable | LatheError {
  try {
    return file === 'late_decimal.csv' ? importContent(late) : importFile(join(folder, file), importDefaults)
  } catch (error) {
    if (error instanceof LatheError) return error
    throw error
  }
}

/** What of a reading does not hold; nothing when all does. */
function faultsOf(table: ImportedTable | LatheError, reading: Reading): string[] {
  if (table instanceof LatheError) {
    const holds =
      reading.refused !== undefined && says(`${table.where ?? ''} ${table.message}`, reading.refused) && table.remedy
    return holds ? [] : [`refused: ${table.message}`]
  }
  if (reading.refused !== undefined) return ['read, not refused']
  const { columns, rows, rejected, warnings } = table.inspection
  const names = columns.map(column => column.name)
  const faults: string[] = []
  const same = (what: string, found: unknown, wanted: unknown): void => {
    if (wanted !== undefined && JSON.stringify(found) !== JSON.stringify(wanted))
      faults.push(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`)
  }
  same('rows', rows, reading.rows)
  same('names', names, reading.names)
  same('kinds', columns.map(column => column.kind), reading.kinds) // prettier-ignore
  same('rejected', rejected.length, reading.rejected)
  for (const [name, wanted] of Object.entries(reading.cells ?? {}))
    same(name, names.includes(name) ? plainCells(table, name) : 'no such column', wanted)
  for (const [column, ...parts] of reading.told ?? [])
    if (!warnings.some(warning => isAbout(warning, column, parts)))
      faults.push(`not told: ${column} ${parts.join(' ')}`)
  for (const column of reading.asked ?? [])
    if (!warnings.some(warning => warning.column === column && isQuestion(warning))) faults.push(`not asked: ${column}`)
  return faults
}

function plainCells(table: ImportedTable, name: string): (string | number | null)[] {
  const time = table.inspection.columns.find(column => column.name === name)?.kind === 'time'
  return cellsOf(table, name).map(cell => (time && cell !== null ? new Date(cell).toISOString().slice(0, -1) : cell))
}

const says = (text: string, part: string | RegExp): boolean =>
  typeof part === 'string' ? text.includes(part) : part.test(text)

function isAbout(warning: ImportWarning, column: string | null, parts: (string | RegExp)[]): boolean {
  const of =
    column === null ? warning.column === undefined : warning.column === column && warning.message.includes(column)
  return of && parts.every(part => says(warning.message, part))
}

const isQuestion = ({ answers }: ImportWarning): boolean =>
  answers !== undefined && answers.length > 1 && answers.filter(answer => answer.used).length === 1

describe('tables as people have them', () => {
  it('has a right reading for each', () => {
    expect(Object.keys(right).sort()).toEqual([...readdirSync(folder), 'late_decimal.csv'].sort())
  })

  it.each(Object.entries(right))('%s', (file, readings) => {
    const table = read(file)
    const faults = [readings].flat().map(reading => faultsOf(table, reading))
    if (faults.every(list => list.length > 0))
      expect(faults, `${file}: ${JSON.stringify(warningsOf(table))}`).toEqual([])
  })

  it('reads decimal commas that come late', () => {
    const cells = cellsOf(importContent(late), 'v')
    expect(cells.slice(11_998, 12_002)).toEqual([48, 49, 0.5, 1.5])
  })
})

const warningsOf = (table: ImportedTable | LatheError): string[] =>
  table instanceof LatheError ? [] : table.inspection.warnings.map(warning => warning.message)
