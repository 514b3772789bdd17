import { type Partition, partitions } from '../../shared/frame'
import type { Cells, Coded } from './cells'
import { coded } from './contents'
import { columnNamed, type Frame } from './frame'
import { wordsOf } from './words'

/** Cells of a column at hand. */
export type Loaded = { form: 'numbers'; values: Float64Array } | ({ form: 'codes' } & Coded)

/** Reads columns by name; null is the partition of the rows. Errors: `data` where there is no such column. */
export type ReadColumn = (frame: Frame, name: string | null) => Promise<Loaded>

/** What defined columns are kept, in bytes: thirty-two columns of 1,000,000 rows. */
const mostBytes = 256 * 2 ** 20

/**
 * Columns read lately. A column defined by others is computed anew at every asking (`derived.ts`), which a page of forty rows
 * must not cost.
 */
export class LoadedColumns {
  readonly #kept = new Map<Cells, Promise<Loaded>>()
  #bytes = 0

  read: ReadColumn = (frame, name) => {
    if (name === null) return Promise.resolve(partsOf(frame))
    const { cells } = columnNamed(frame, name)
    const known = this.#kept.get(cells)
    const loading = known ?? load(cells)
    if (known) this.#kept.delete(cells)
    else {
      this.#bytes += sizeOf(cells)
      loading.catch(() => this.#drop(cells))
    }
    this.#kept.set(cells, loading)
    for (const old of this.#kept.keys()) {
      if (this.#bytes <= mostBytes || old === cells) break
      this.#drop(old)
    }
    return loading
  }

  clear(): void {
    this.#kept.clear()
    this.#bytes = 0
  }

  #drop(cells: Cells): void {
    if (this.#kept.delete(cells)) this.#bytes -= sizeOf(cells)
  }
}

async function load(cells: Cells): Promise<Loaded> {
  switch (cells.form) {
    case 'numbers':
      return { form: 'numbers', values: await cells.numbers() }
    case 'codes':
      return { form: 'codes', ...(await cells.codes()) }
    case 'texts':
      return { form: 'codes', ...coded(await cells.texts()) }
    default:
      return { form: 'codes', ...coded(await wordsOf(cells)) }
  }
}

const sizeOf = (cells: Cells): number => cells.rows * (cells.form === 'numbers' ? 8 : 4)

function partsOf(frame: Frame): Loaded {
  const categories: readonly Partition[] = partitions
  return { form: 'codes', codes: Int32Array.from(frame.parts ?? new Uint8Array(frame.rows)), categories }
}
