import { describe, expect, it } from 'vitest'
import { importDefaults, type Inspection } from '../../../shared/contracts/datasets'
import { readPipeline } from '../../../shared/pipeline/document'
import { differences, optionsOf, withReading } from './importOptions'

describe('how a file is read', () => {
  it('is what the parameters of the node say', () => {
    expect(optionsOf({ path: 'a.csv' })).toEqual(importDefaults)
    expect(optionsOf({ delimiter: 'auto', nullValues: null }).delimiter).toBeNull()
    const options = optionsOf({ path: 'a.csv', delimiter: ';', types: { a: 'text' }, nullValues: ['-'] })
    expect(options).toEqual({ ...importDefaults, delimiter: ';', types: { a: 'text' }, nullValues: ['-'] })
  })

  it('becomes parameters, those that are as by default none', () => {
    const nodes = [{ id: 'load', type: 'data.file', params: { path: 'a', header: 'no' } }]
    const document = readPipeline({ format: 'lathe/pipeline', version: 1, nodes })
    const made = withReading(document, 'load', { header: 'auto', decimal: ',' }, { header: 'auto', decimal: 'auto' })
    expect(made.nodes[0].params).toEqual({ path: 'a', decimal: ',' })
  })
})

describe('another reading', () => {
  const column = { name: 'a', kind: 'integer', missing: 0, distinct: 3, min: 1, max: 3 } as const
  const before: Inspection = {
    rows: 10,
    rejected: [],
    merged: 0,
    dialect: { delimiter: ',', quote: '"', decimal: '.', encoding: 'utf-8', header: true, skippedLines: 0 },
    columns: [column, { ...column, name: 'b' }],
    renamed: [],
    warnings: [],
  }

  it('is told by what it changes', () => {
    const after: Inspection = {
      ...before,
      rows: 1011,
      columns: [
        { ...column, kind: 'text', missing: 2 },
        { ...column, name: 'c' },
      ],
    }
    expect(differences(before, after)).toEqual([
      'Rows: 10 → 1,011',
      'a: integer → text',
      'a, missing: 0 → 2',
      'c: new, integer',
      'b: gone',
    ])
    expect(differences(before, before)).toEqual([])
  })
})
