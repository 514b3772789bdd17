import { designColumn } from '../../../engine/features'
import { targetOf } from '../../../frame/frame'
import { texMatrix } from '../../../engine/tex'
import { type Finished, numbersOf, trainingRows, type WorkedLine, type WorkedStep } from '../../../engine/worked'

/** Matrices of more columns are no example any more. */
const mostFeatures = 3

/** (XᵀWX + αI) β = XᵀWy with the sums of the training rows, where the closed form solved it and it is small; else nothing. */
export async function normalEquations(at: Finished): Promise<WorkedStep[]> {
  const { features } = at.model!
  const { penalty, alpha, fitIntercept } = at.params as { penalty: string; alpha: number; fitIntercept: boolean }
  const closed = at.summary['solver'] === 'closedForm' && (penalty === 'none' || penalty === 'l2')
  if (!closed || features.length > mostFeatures) return []
  const target = targetOf(at.before)!
  const weight = at.before.columns.find(c => c.role === 'weight')
  const y = await numbersOf(at, at.before, target.name)
  const w = weight && (await numbersOf(at, at.before, weight.name))
  const columns = await Promise.all(features.map((_, j) => designColumn(at, j)))
  const rows = trainingRows(at.before).filter(i => !Number.isNaN(y[i]))
  const first = fitIntercept ? 1 : 0
  const size = features.length + first
  const cell = (k: number, i: number): number => (k < first ? 1 : columns[k - first][i])
  const left = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  const right = new Array<number>(size).fill(0)
  const sizes = new Array<number>(size).fill(0)
  for (const i of rows)
    for (let k = 0; k < size; k++) {
      const share = (w ? w[i] : 1) * cell(k, i)
      right[k] += share * y[i]
      sizes[k] += Math.abs(share * y[i])
      for (let l = 0; l < size; l++) left[k][l] += share * cell(l, i)
    }
  if (penalty === 'l2') for (let k = first; k < size; k++) left[k][k] += alpha
  const held = [
    ...(fitIntercept ? [at.state['intercept'] as number] : []),
    ...(at.state['coefficients'] as Float64Array),
  ]
  const shown = [
    ...(fitIntercept ? [at.summary['intercept'] as number] : []),
    ...(at.summary['coefficients'] as number[]),
  ]
  const unit = (k: number): number => left[k].reduce((sum, a, l) => sum + Math.abs(a * held[l]), sizes[k])
  const lines = left.map((row, k): WorkedLine => ({
    name: k < first ? 'intercept' : features[k - first],
    code: k >= first,
    cells: [shown[k]],
    value: right[k],
    again: row.reduce((sum, a, l) => sum + a * held[l], 0),
    unit: unit(k),
  }))
  return [
    {
      title: 'Where the coefficients come from',
      sentence: `The slope of the squared error is zero where these equations hold, one for each coefficient. The sums go over the ${rows.length} training rows.`,
      formula: penalty === 'l2' ? '(X^\\top X + \\alpha I)\\, \\beta = X^\\top y' : 'X^\\top X \\, \\beta = X^\\top y',
      filled: `${texMatrix(left)} ${texMatrix(shown.map(b => [b]))} = ${texMatrix(right.map(b => [b]))}`,
      head: ['equation', '$\\beta$', w ? '$X^\\top W y$' : '$X^\\top y$'],
      lines,
    },
  ]
}
