import { leastSquares, lineColumns, naiveBayes } from './additive'
import { type Binned, binned } from './bins'
import { type Answer, type Looked, pick, pickAnswer, rowsOf, spread } from './looked'
import { classShape, grow, numberShape, saidBy } from './tree'

/** Rows and columns that are measured at most: tens of milliseconds. */
export const mostMeasured = 2000
const mostColumns = 40
export const folds = 10

/** What columns reach together in rows that were held out: the better of two small models, a tree and one that adds up. */
export interface Reached {
  rows: number
  /** Share of rows told right, or of variance explained. */
  score: number
}

/** @param columns n rows each; where there are too many, those that part the target best by themselves. */
export function reached(columns: readonly Looked[], answer: Answer): Reached {
  const index = spread(rowsOf(answer), mostMeasured)
  const own = pickAnswer(answer, index)
  const n = index.length
  const told = columns.map(c => {
    const looked = pick(c, index)
    return { looked, bins: binned(looked, n) }
  })
  const chief = told.length <= mostColumns ? told : strongest(told, own)
  const [looked, bins] = [chief.map(c => c.looked), chief.map(c => c.bins)]
  // Neighbours in the file go to different folds, and to the same ones every time.
  const fold = Uint8Array.from({ length: n }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 16) % folds)
  const parts = Array.from({ length: folds }, (_, f) => ({
    test: Array.from({ length: n }, (_, i) => i).filter(i => fold[i] === f),
    train: Array.from({ length: n }, (_, i) => i).filter(i => fold[i] !== f),
  }))
  if (own.task === 'classification') {
    const { codes } = own
    const classes = own.classes.length
    const shape = classShape(codes, classes)
    let [tree, bayes] = [0, 0]
    for (const { train, test } of parts) {
      const grown = grow(bins, shape, train)
      const says = naiveBayes(bins, codes, classes, train)
      for (const row of test) {
        tree += Number(saidBy(grown, bins, row) === codes[row])
        bayes += Number(says(row) === codes[row])
      }
    }
    return { rows: n, score: Math.max(tree, bayes) / n }
  }
  const y = centred(own)
  const shape = numberShape(y)
  const lines = lineColumns(looked, bins, n)
  let [total, tree, line] = [0, 0, 0]
  for (const { train, test } of parts) {
    const grown = grow(bins, shape, train)
    const says = leastSquares(lines, y, train)
    for (const row of test) {
      total += y[row] ** 2
      tree += (y[row] - saidBy(grown, bins, row)) ** 2
      line += (y[row] - says(row)) ** 2
    }
  }
  return { rows: n, score: total > 0 ? Math.max(0, 1 - Math.min(tree, line) / total) : 0 }
}

function strongest<T extends { bins: Binned }>(columns: readonly T[], answer: Answer): T[] {
  const shape =
    answer.task === 'classification' ? classShape(answer.codes, answer.classes.length) : numberShape(centred(answer))
  const mixed = columns.map(({ bins: { bins, count } }) => {
    const sums = new Float64Array(count * shape.width)
    for (let row = 0; row < bins.length; row++) shape.add(sums, bins[row] * shape.width, row)
    let sum = 0
    for (let b = 0; b < count; b++) sum += shape.mixed(sums, b * shape.width)
    return sum
  })
  const order = columns.map((_, i) => i).sort((a, b) => mixed[a] - mixed[b])
  return order.slice(0, mostColumns).map(i => columns[i])
}

function centred({ values }: Extract<Answer, { task: 'regression' }>): Float64Array {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return values.map(v => v - mean)
}
