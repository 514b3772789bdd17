import { throwIfCancelled } from '../../../../shared/errors'
import type { Context } from '../../../engine/node'
import { select } from '../../../frame/frame'
import type { CodeCells, NumberCells } from '../../../frame/cells'
import type { NumberColumn } from '../../../frame/frame'
import { quantiles } from '../../../frame/quantiles'

/** Mean of each column over the rows that have a value, in double precision; NaN where none has. */
export async function meansOf(
  { signal }: Context,
  columns: readonly NumberColumn[],
  rows: Uint32Array | undefined,
): Promise<Float64Array> {
  const means = new Float64Array(columns.length)
  for (const [j, column] of columns.entries()) {
    let [sum, count] = [0, 0]
    for (const x of select(await column.cells.numbers(), rows))
      if (!Number.isNaN(x)) {
        sum += x
        count++
      }
    means[j] = sum / count
    throwIfCancelled(signal)
  }
  return means
}

/** Median of each column over the rows that have a value; NaN where none has. */
export async function mediansOf(
  context: Context,
  columns: readonly NumberColumn[],
  rows: Uint32Array | undefined,
): Promise<Float64Array> {
  using scope = context.device.scope()
  const found = await quantiles(
    context.images,
    scope,
    columns.map(c => c.cells),
    rows,
    [0.5],
  )
  return Float64Array.from(found, q => q[0])
}

/** The number that stands in most rows, the smallest of equals; NaN where there is none. */
export async function mostFrequentNumber(cells: NumberCells, rows: Uint32Array | undefined): Promise<number> {
  const counts = new Map<number, number>()
  for (const x of select(await cells.numbers(), rows)) if (!Number.isNaN(x)) counts.set(x, (counts.get(x) ?? 0) + 1)
  let best = Number.NaN
  for (const [x, count] of counts) {
    const most = counts.get(best) ?? 0
    if (count > most || (count === most && x < best)) best = x
  }
  return best
}

/** The category that stands in most rows, the first in sorted order of equals; '' where there is none. */
export async function mostFrequentCategory(cells: CodeCells, rows: Uint32Array | undefined): Promise<string> {
  const { codes, categories } = await cells.codes()
  const counts = new Uint32Array(categories.length)
  const count = (code: number): void => {
    if (code >= 0) counts[code]++
  }
  if (rows) for (const i of rows) count(codes[i])
  else codes.forEach(count)
  let best = -1
  for (let c = 0; c < counts.length; c++) {
    const ahead =
      best < 0
        ? counts[c] > 0
        : counts[c] > counts[best] || (counts[c] === counts[best] && categories[c] < categories[best])
    if (ahead) best = c
  }
  return best < 0 ? '' : categories[best]
}
