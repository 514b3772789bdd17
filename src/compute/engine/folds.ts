import {
  type Cells,
  type CodeCells,
  codeCells,
  imageCells,
  type NumberCells,
  numberCells,
  vectorCells,
} from '../frame/cells'
import { isWide } from '../frame/wide'
import type { Column, Frame } from '../frame/frame'
import { partitions } from '../../shared/frame'

const test = partitions.indexOf('test')

/**
 * The frame with every prediction taken from the fold that held the row out: what may be shown or written as a prediction.
 * Without folds, the frame as it is.
 */
export async function pooled(frame: Frame): Promise<Frame> {
  const { folds } = frame
  if (!folds) return frame
  const columns = await Promise.all(
    frame.columns.map(c => (c.role === 'prediction' ? heldOut(c, folds) : Promise.resolve(c))),
  )
  return { ...frame, columns }
}

async function heldOut(column: Column, folds: readonly Frame[]): Promise<Column> {
  const parts = folds.map(f => f.columns.find(c => c.name === column.name))
  const owner = ownerOf(folds)
  if (column.cells.form === 'numbers') {
    const values = await Promise.all(
      parts.map(c => (c ? (c.cells as NumberCells).numbers() : Promise.resolve(undefined))),
    )
    // A fold that never saw a class has no column for it, and gives it no probability. What the model of all rows says must not stand in.
    const held = new Float64Array(owner).map((fold, i) => values[fold]?.[i] ?? 0)
    return { ...column, cells: numberCells(owner.length, held) }
  }
  if (isWide(column.cells)) return { ...column, cells: await wideHeldOut(column, parts, owner) }
  const coded = await Promise.all(parts.map(c => (c!.cells as CodeCells).codes()))
  const categories = [...new Set(coded.flatMap(c => c.categories))].sort()
  const place = new Map(categories.map((name, i) => [name, i]))
  const places = coded.map(c => c.categories.map(name => place.get(name)!))
  const codes = new Int32Array(owner).map((fold, i) => {
    const code = coded[fold].codes[i]
    return code < 0 ? -1 : places[fold][code]
  })
  return { ...column, cells: codeCells(owner.length, { codes, categories }) }
}

/** Windows and pictures that folds said; terms are never said of a row. */
async function wideHeldOut(column: Column, parts: readonly (Column | undefined)[], owner: Uint16Array): Promise<Cells> {
  const { cells } = column
  if (cells.form === 'vector') {
    const said = await Promise.all(parts.map(async c => (c?.cells.form === 'vector' ? c.cells.values() : undefined)))
    const held = new Float64Array(owner.length * cells.width)
    for (const [i, fold] of owner.entries()) {
      const [from, to] = [i * cells.width, (i + 1) * cells.width]
      held.set(said[fold]?.subarray(from, to) ?? [], from)
    }
    return vectorCells(owner.length, cells, held)
  }
  if (cells.form !== 'image') return cells
  const size = cells.height * cells.width * cells.channels
  const said = await Promise.all(parts.map(async c => (c?.cells.form === 'image' ? c.cells.bytes() : undefined)))
  const held = new Uint8Array(owner.length * size)
  for (const [i, fold] of owner.entries()) held.set(said[fold]?.subarray(i * size, (i + 1) * size) ?? [], i * size)
  return imageCells(owner.length, cells, held)
}

/** Per row, the fold that holds it out. */
function ownerOf(folds: readonly Frame[]): Uint16Array {
  const owner = new Uint16Array(folds[0].rows)
  for (const [index, fold] of folds.entries())
    for (let i = 0; i < owner.length; i++) if (fold.parts![i] === test) owner[i] = index
  return owner
}
