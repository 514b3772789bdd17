import type { ColumnCells, Dataset, InspectedColumn } from '../../shared/contracts/datasets'
import type { Host, ReportRequest } from '../../shared/contracts/host'
import { columnCells } from '../frame/export'
import { frameOf, type TestColumn } from './frames'

export interface Wrote {
  tables: Map<string, readonly ColumnCells[]>
  reports: Map<string, ReportRequest>
  files: Map<string, Uint8Array>
  /** How often the columns of a table were asked for. */
  reads: number
}

/** A host in memory: tables by the name or path that a pipeline gives them, and a record of what was written. */
export function memoryHost(tables: Readonly<Record<string, Readonly<Record<string, TestColumn>>>>): {
  host: Host
  wrote: Wrote
} {
  const wrote: Wrote = { tables: new Map(), reports: new Map(), files: new Map(), reads: 0 }
  const dataset = (name: string): Promise<Dataset> => {
    const table = tables[name]
    if (!table) return Promise.reject(new Error(`no table ${name}`))
    const frame = frameOf(table)
    const columns = frame.columns.map((c): InspectedColumn => ({
      name: c.name,
      kind: c.kind,
      missing: c.missing,
      distinct: 0,
      min: null,
      max: null,
    }))
    return Promise.resolve({
      id: name,
      name,
      fingerprint: `print of ${name}`,
      inspection: {
        rows: frame.rows,
        rejected: [],
        merged: 0,
        dialect: { delimiter: ',', quote: '"', decimal: '.', encoding: 'utf-8', header: true, skippedLines: 0 },
        columns,
        renamed: [],
        warnings: [],
      },
    })
  }
  const host: Host = {
    datasets: {
      open: path => dataset(path),
      sample: name => dataset(name),
      async columns(id, names) {
        wrote.reads++
        const cells = await columnCells(frameOf(tables[id]).columns)
        return names.map(name => cells.find(c => c.name === name)!)
      },
    },
    outputs: {
      table: (path, columns) => Promise.resolve(void wrote.tables.set(path, columns)).then(() => ({ path, bytes: 0 })),
      report: (path, request) =>
        Promise.resolve(void wrote.reports.set(path, request)).then(() => ({ path, bytes: 0 })),
      read: path => Promise.resolve(wrote.files.get(path)!),
      write: (path, bytes) =>
        Promise.resolve(void wrote.files.set(path, bytes)).then(() => ({ path, bytes: bytes.length })),
    },
  }
  return { host, wrote }
}
