import type { ColumnCells, Dataset, Datasets } from '../../shared/contracts/datasets'
import { codeCells, numberCells } from './cells'
import type { Column, Frame } from './frame'

/** A table of the store as a frame: every column a feature, its cells loaded when first asked. */
export function datasetFrame(datasets: Datasets, dataset: Dataset): Frame {
  const load = batched(names => datasets.columns(dataset.id, names))
  const { rows, columns } = dataset.inspection
  return {
    rows,
    steps: [],
    columns: columns.map(({ name, kind, missing, zone }): Column => {
      const coded = kind === 'category' || kind === 'text'
      const cells = coded
        ? codeCells(rows, async () => {
            const got = await load(name)
            if (!('codes' in got)) throw new Error(`${name} came as numbers.`)
            return { codes: got.codes, categories: got.categories }
          })
        : numberCells(rows, async () => {
            const got = await load(name)
            if (!('values' in got)) throw new Error(`${name} came as codes.`)
            return got.values
          })
      return { name, kind, role: 'feature', missing, cells, ...(zone && { zone }) }
    }),
  }
}

/** Asks for all columns that are wanted in the same turn at once. */
function batched(load: (names: string[]) => Promise<ColumnCells[]>): (name: string) => Promise<ColumnCells> {
  let waiting: { names: string[]; answer: Promise<ColumnCells[]> } | undefined
  return async name => {
    if (!waiting) {
      const names: string[] = []
      const answer = Promise.resolve().then(() => {
        waiting = undefined
        return load(names)
      })
      waiting = { names, answer }
    }
    const { names, answer } = waiting
    const place = names.push(name) - 1
    return (await answer)[place]
  }
}
