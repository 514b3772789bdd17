import type { Scope } from '../device/scope'
import { numberCells } from '../frame/cells'
import type { Images } from '../frame/images'
import type { Matrix } from '../tensor/matrix'
import { matrixOf } from '../frame/matrix'

/** Columns as a matrix of their own values (shift 0, scale 1) in blocks of few rows: what only huge tables have otherwise. */
export async function inBlocks(
  images: Images,
  scope: Scope,
  columns: readonly Float64Array[],
  rowsPerBlock: number,
): Promise<Matrix> {
  const [rows, cols] = [columns[0].length, columns.length]
  const coding = { shift: new Float64Array(cols), scale: new Float64Array(cols).fill(1) }
  const cells = columns.map(c => numberCells(rows, c))
  const blocks: Matrix['blocks'][number][] = []
  for (let start = 0; start < rows; start += rowsPerBlock) {
    const index = Uint32Array.from({ length: Math.min(rowsPerBlock, rows - start) }, (_, i) => start + i)
    const part = await matrixOf(images, scope, cells, index, coding)
    blocks.push({ ...part.blocks[0], start })
  }
  return { rows, cols, ...coding, blocks }
}
