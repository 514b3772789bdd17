import { widthOf } from '../frame/components'
import { columnNamed, isNumeric } from '../frame/frame'
import { isWide } from '../frame/wide'
import { designColumn, designRow } from './features'
import { type Finished, trainingRows, type WhatIf } from './worked'

/** Points of a curve. */
const points = 61
/** Columns whose curves are compared. */
const mostTried = 40

/**
 * What a model says while one feature of the row goes from the smallest to the largest value of the training rows and the others stay.
 * `says` is given the rows as the model sees them (61 × p). Undefined where no feature varies.
 */
export async function bend(
  at: Finished,
  features: readonly string[],
  says: (rows: number[][]) => Promise<Pick<WhatIf, 'says' | 'curves'>>,
): Promise<WhatIf | undefined> {
  const own = await designRow(at)
  const origins = await at.origins(features)
  const inTable = (j: number, x: number): number => origins[j].shift + origins[j].factor * x
  const ranges = new Map<string, readonly [number, number]>()
  for (const j of varied(at)) {
    const [low, high] = (await rangeOf(at, j)).map(x => inTable(j, x)).sort((a, b) => a - b)
    if (high > low) ranges.set(features[j], [low, high])
  }
  const columns = [...ranges.keys()]
  if (columns.length === 0) return undefined
  const curvesOf = async (column: string): Promise<WhatIf> => {
    const j = features.indexOf(column)
    const [low, high] = ranges.get(column)!
    const along = (t: number): number => low + t * (high - low)
    const xs = Array.from({ length: points }, (_, i) => along(i / (points - 1)))
    const { shift, factor } = origins[j]
    const rows = xs.map(raw => own.map((x, k) => (k === j ? (raw - shift) / factor : x)))
    return { column, columns, at: inTable(j, own[j]), xs, ...(await says(rows)) }
  }
  if (at.vary !== undefined && ranges.has(at.vary)) return curvesOf(at.vary)
  // The column that moves the answer most is the one to begin with; of many, some all over them are tried.
  const step = Math.ceil(columns.length / mostTried)
  const all = await Promise.all(columns.filter((_, i) => i % step === 0).map(curvesOf))
  return all.reduce((best, made) => (moved(made) > moved(best) ? made : best))
}

/** Places of the design columns that can be varied: numbers, and the components of vectors and images. */
function varied({ before, model }: Finished): number[] {
  const places: number[] = []
  let first = 0
  for (const { name } of model!.columns) {
    const column = columnNamed(before, name)
    const { cells } = column
    const width = isWide(cells) ? widthOf(cells) : 1
    // Weights of a term hang on those of the others in its text.
    if (isWide(cells) ? cells.form !== 'terms' : isNumeric(column) && column.kind !== 'boolean')
      for (let k = 0; k < width; k++) places.push(first + k)
    first += width
  }
  return places
}

/** From the smallest to the largest value of the training rows. */
async function rangeOf(at: Finished, j: number): Promise<[number, number]> {
  const values = await designColumn(at, j)
  let [low, high] = [Infinity, -Infinity]
  for (const i of trainingRows(at.before)) {
    if (values[i] < low) low = values[i]!
    if (values[i] > high) high = values[i]!
  }
  return [low, high]
}

const moved = ({ curves }: WhatIf): number =>
  Math.max(...curves.map(({ values }) => Math.max(...values) - Math.min(...values)))
