import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importDefaults, type ImportOptions } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'
import { importFile, type ImportedTable } from './importFile'
import { cellsOf } from './scratchFile'

const folder = join(import.meta.dirname, 'cases')

/** The options with an answer given, as the window gives it. */
function answered(options: ImportOptions, set: Partial<ImportOptions>): ImportOptions {
  return {
    ...options,
    ...set,
    types: { ...options.types, ...set.types },
    formats: { ...options.formats, ...set.formats },
    nullValues: [...options.nullValues, ...(set.nullValues ?? [])],
  }
}

function read(file: string, options: ImportOptions): ImportedTable | null {
  try {
    return importFile(join(folder, file), options)
  } catch (error) {
    if (error instanceof LatheError) return null
    throw error
  }
}

const cells = (table: ImportedTable): unknown =>
  table.inspection.columns.map(({ name, kind }) => [name, kind, cellsOf(table, name)])

/** Tables with a question about a column, read by themselves. */
const asked = readdirSync(folder).flatMap(file => {
  const table = read(file, importDefaults)
  const questions = table?.inspection.warnings.filter(warning => warning.column !== undefined && warning.answers) ?? []
  return table && questions.length > 0 ? [{ file, table, questions }] : []
})

describe('answers to questions about columns', () => {
  it('are asked of many tables', () => expect(asked.length).toBeGreaterThan(40))

  it.each(asked)(
    '$file: the one in use reads the same, each other one something else',
    ({ file, table, questions }) => {
      for (const { column, message, answers } of questions)
        for (const { text, set, used } of answers!) {
          const again = read(file, answered(importDefaults, set))
          expect(again, `${message} ${text}`).not.toBeNull()
          if (used) expect(cells(again!), `${message} ${text}`).toEqual(cells(table))
          else expect(cells(again!), `${message} ${text}`).not.toEqual(cells(table))
          const kind = column === undefined ? undefined : set.types?.[column]
          if (kind)
            expect(again!.inspection.columns.find(c => c.name === column)!.kind, `${message} ${text}`).toBe(kind)
        }
    },
  )
})
