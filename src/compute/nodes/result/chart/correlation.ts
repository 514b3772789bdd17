import { LatheError } from '../../../../shared/errors'
import type { Context } from '../../../engine/node'
import { numberCells } from '../../../frame/cells'
import { columnNamed, type Frame, isNumeric, type NumberColumn } from '../../../frame/frame'
import { crossProduct } from '../../../kernels/crossProduct/crossProduct'
import { Images } from '../../../frame/images'
import type { Matrix } from '../../../tensor/matrix'
import { matrixOf } from '../../../frame/matrix'
import { blockOf, type Correlation, type Drawn, type Params } from './drawn'

/** As many columns as a heat map draws. */
const mostColumns = 60

/** Pearson correlations of numeric columns as a heat map, each pair over the rows that have both. */
export async function drawCorrelation(context: Context, frames: readonly Frame[], params: Params): Promise<Drawn> {
  if (frames.length > 1)
    throw new LatheError({
      code: 'data',
      message: `A correlation chart shows one table, and ${frames.length} are connected.`,
      remedy: 'Give each table a chart of its own.',
    })
  const [frame] = frames
  const { columns, left } = correlated(frame, params.columns)
  const found = await correlation(context, columns)
  const gaps = columns.some(c => c.missing > 0)
  const caption = [
    gaps && 'Each pair over the rows that have both.',
    left > 0 && `The first ${mostColumns} columns; ${left} more are left out.`,
  ]
  const chart = {
    type: 'heatMap' as const,
    x: { label: '', categories: found.columns },
    y: { label: '', categories: found.columns },
    values: found.matrix,
    scale: 'signed' as const,
  }
  return { block: blockOf('Correlation', caption, chart), x: null, y: null, shown: frame.rows, correlation: found }
}

/**
 * Pearson's correlation of every pair of p columns over the rows that have both (pairwise complete). Columns are centred and scaled
 * in double precision on the host; the sums over n rows are cross products on the device. With Z the scaled columns (0 where
 * missing), Q their squares and M the flags of present cells: n = MᵀM, sums = ZᵀM, squares = QᵀM, products = ZᵀZ.
 */
export async function correlation(context: Context, columns: readonly NumberColumn[]): Promise<Correlation> {
  const p = columns.length
  const scaled = await Promise.all(columns.map(async c => standardized(await c.cells.numbers())))
  const n = scaled[0]?.length ?? 0
  using scope = context.device.scope()
  const images = new Images(context.device, scope)
  const upload = (of: (values: Float64Array) => Float64Array): Promise<Matrix> => {
    const cells = scaled.map(values => numberCells(n, of(values)))
    const [shift, scale] = [new Float64Array(p), new Float64Array(p).fill(1)]
    return matrixOf(images, scope, cells, undefined, { shift, scale })
  }
  const present = (x: number): boolean => !Number.isNaN(x)
  const whole = columns.every(c => c.missing === 0)
  const z = await upload(values => values.map(x => (present(x) ? x : 0)))
  const products = await crossProduct(context.device, z, z)
  const pairs = whole ? undefined : await pairSums()

  const entry = (i: number, j: number): { r: number | null; rows: number } => {
    const at = i * p + j
    const mirror = j * p + i
    const rows = pairs ? Math.round(pairs.counts[at]) : n
    const [sumI, sumJ] = pairs ? [pairs.sums[at], pairs.sums[mirror]] : [0, 0]
    const [squareI, squareJ] = pairs
      ? [pairs.squares[at], pairs.squares[mirror]]
      : [products[i * p + i], products[j * p + j]]
    const [spreadI, spreadJ] = [rows * squareI - sumI * sumI, rows * squareJ - sumJ * sumJ]
    // Sums of single-precision products are good to about 1e-6 of the squares: less than that is no spread.
    const varies = spreadI > 1e-6 * rows * squareI && spreadJ > 1e-6 * rows * squareJ
    if (rows < 2 || !varies) return { r: null, rows }
    const r = (rows * products[at] - sumI * sumJ) / Math.sqrt(spreadI * spreadJ)
    return { r: i === j ? 1 : Math.max(-1, Math.min(1, r)), rows }
  }
  const table = columns.map((_, i) => columns.map((__, j) => entry(i, j)))
  return {
    columns: columns.map(c => c.name),
    matrix: table.map(row => row.map(e => e.r)),
    rows: table.map(row => row.map(e => e.rows)),
  }

  async function pairSums() {
    const flags = await upload(values => values.map(x => (present(x) ? 1 : 0)))
    const squared = await upload(values => values.map(x => (present(x) ? x * x : 0)))
    return {
      counts: await crossProduct(context.device, flags, flags),
      sums: await crossProduct(context.device, z, flags),
      squares: await crossProduct(context.device, squared, flags),
    }
  }
}

/** Mean 0 and largest absolute value at most a few: (x − mean) ÷ deviation over the finite cells; NaN stays, a constant becomes 0. */
function standardized(values: Float64Array): Float64Array {
  // By the largest first, so that squares of 1e200 stay numbers.
  let reach = 0
  for (const x of values) if (Number.isFinite(x) && Math.abs(x) > reach) reach = Math.abs(x)
  const unit = reach > 0 ? values.map(x => (Number.isFinite(x) ? x / reach : Number.NaN)) : values
  let [count, sum] = [0, 0]
  for (const x of unit)
    if (!Number.isNaN(x)) {
      count++
      sum += x
    }
  const mean = sum / count
  let squares = 0
  for (const x of unit) if (!Number.isNaN(x)) squares += (x - mean) ** 2
  const deviation = Math.sqrt(squares / count)
  const divisor = deviation > 1e-14 ? deviation : Infinity
  return unit.map(x => (x - mean) / divisor)
}

function correlated(frame: Frame, names: readonly string[] | null): { columns: NumberColumn[]; left: number } {
  const wanted = (names ?? []).map(name => columnNamed(frame, name))
  const wrong = wanted.find(c => !isNumeric(c))
  if (wrong)
    throw new LatheError({
      code: 'data',
      message: `${wrong.name} is ${wrong.kind}, and correlations need numbers.`,
      remedy: { text: 'Leave it out of columns.', fix: { set: { parameter: 'columns' } } },
    })
  const all =
    names === null
      ? frame.columns.filter(c => c.role === 'feature' || c.role === 'target').filter(isNumeric)
      : wanted.filter(isNumeric)
  const columns = names === null ? all.slice(0, mostColumns) : all
  if (columns.length >= 2) return { columns, left: all.length - columns.length }
  throw new LatheError({
    code: 'data',
    message: 'A correlation needs at least two columns of numbers.',
    remedy: { text: 'Name them in columns.', fix: { set: { parameter: 'columns' } } },
  })
}
