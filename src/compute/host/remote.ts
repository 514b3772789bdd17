import type { Saved } from '../../shared/contracts/calls'
import { encodeColumns } from '../../shared/contracts/columns'
import type { ColumnCells, Dataset } from '../../shared/contracts/datasets'
import type { Host, Written } from '../../shared/contracts/host'
import { askAt } from './calls'

export interface RemoteOptions {
  /** Go with every call. */
  headers?: Readonly<Record<string, string>>
  /** Takes a file that the service made but may not write: a page offers it to be saved. */
  save: (name: string, bytes: Uint8Array<ArrayBuffer>) => void
}

/** Columns are asked for in portions of about this size: one answer is one piece of memory. */
const portionBytes = 64 * 2 ** 20

/** The host as a page sees it: store and files of the service at `base`. */
export function remoteHost(base: string, { headers, save }: RemoteOptions): Host {
  const ask = askAt(base, headers)
  const rows = new Map<string, number>()
  const known = (dataset: Dataset): Dataset => {
    rows.set(dataset.id, dataset.inspection.rows)
    return dataset
  }
  const written = (path: string, file: Saved): Written => {
    if (!(file instanceof Uint8Array)) return file
    const name = path.split(/[/\\]/).at(-1)!
    const bytes = file.length
    save(name, file)
    return { path: name, bytes }
  }
  return {
    datasets: {
      open: async (path, options, progress, signal) =>
        known(await ask('datasets.open', { path, options }, { progress, signal })),
      sample: async name => known(await ask('samples.open', { name })),
      async columns(id, names) {
        const size = Math.max(1, Math.floor(portionBytes / (8 * Math.max(1, rows.get(id) ?? 1))))
        const cells: ColumnCells[] = []
        for (let at = 0; at < names.length; at += size)
          cells.push(...(await ask('datasets.columns', { id, names: names.slice(at, at + size) })))
        return cells
      },
    },
    outputs: {
      table: async (path, columns, { exact, signal }) =>
        written(path, await ask('outputs.table', { path, exact }, { bytes: encodeColumns(columns), signal })),
      report: async (path, request, signal) =>
        written(path, await ask('outputs.report', { path, request }, { signal })),
      read: path => ask('outputs.read', { path }),
      write: async (path, bytes) =>
        written(path, await ask('outputs.write', { path }, { bytes: [Uint8Array.from(bytes)] })),
    },
    tuning: {
      read: () => ask('tuning.read', {}),
      write: async text => void (await ask('tuning.write', { text })),
    },
  }
}
