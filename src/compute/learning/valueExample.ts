import { tex } from '../engine/tex'
import { bend } from '../engine/whatIf'
import { type Example, type Finished, numberAfter, numberBefore, numbersOf, type WorkedStep } from '../engine/worked'
import { columnNamed, targetOf } from '../frame/frame'

/** One row as a regressor's example sees it. */
export interface Predicted {
  /** What the run gave. */
  said: number
  /** What the row has, where it has it. */
  truth: number | undefined
}

/** What a regressor says of its own work; the rest of a worked example is the same for all of them. */
export interface RegressorExample {
  steps: (at: Finished, predicted: Predicted) => Promise<WorkedStep[]>
  /** Predictions of rows as the model sees them, in double precision from what it holds. */
  again: (at: Finished, rows: readonly (readonly number[])[]) => number[] | Promise<number[]>
}

/** A worked example of a regressor: the rows farthest off, its own steps, and what if. */
export const regressorExample = ({ steps, again }: RegressorExample): Example => ({
  suggest,
  async steps(at) {
    const said = await numberAfter(at, at.after.prediction!.column)
    const target = at.model!.target
    const known = target !== undefined && columnNamed(at.before, target).cells.form === 'numbers'
    const truth = known ? await numberBefore(at, target) : Number.NaN
    return steps(at, { said, truth: Number.isNaN(truth) ? undefined : truth })
  },
  whatIf: at =>
    bend(at, at.model!.features, async rows => ({
      says: at.model!.target ?? 'prediction',
      curves: [{ name: 'prediction', values: await again(at, rows) }],
    })),
})

async function suggest(at: Finished): Promise<{ row: number; about: string }[]> {
  const target = targetOf(at.before)
  if (target?.cells.form !== 'numbers') return []
  const y = await numbersOf(at, at.before, target.name)
  const predicted = await numbersOf(at, at.after, at.after.prediction!.column)
  const residuals = y.map((value, i) => value - predicted[i])
  const [most, least] = [farthest(residuals, 1), farthest(residuals, -1)]
  return [
    ...(most < 0 ? [] : [{ row: most, about: 'most above its prediction' }]),
    ...(least < 0 ? [] : [{ row: least, about: 'most below its prediction' }]),
  ]
}

/** Where the numbers are largest in one direction; −1 where there is none. */
function farthest(values: Float64Array, sign: 1 | -1): number {
  let best = -1
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i]) && (best < 0 || sign * values[i] > sign * values[best])) best = i
  return best
}

/** What the row has less what the model predicts. `again`: the prediction anew; `size`: of what was added up for it; `why`: a sentence. */
export function residualStep({ said, truth }: Predicted, again: number, size: number, why: string): WorkedStep[] {
  if (truth === undefined) return []
  return [
    {
      title: 'How far off it is',
      sentence: `The residual is what the row says less what the model predicts. ${why}`,
      formula: 'r = y - \\hat y',
      filled: `r = ${tex(truth)} - ${tex(said, true)} = ${tex(truth - said)}`,
      head: ['', '$y$', '$\\hat y$', '$r$'],
      lines: [
        {
          name: 'residual',
          cells: [truth, said],
          value: truth - said,
          again: truth - again,
          unit: Math.abs(truth) + size,
          total: true,
        },
      ],
    },
  ]
}
