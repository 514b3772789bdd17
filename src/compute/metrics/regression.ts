import { argsort } from './argsort'
import { mean } from './mean'

/** True and predicted values of n rows, none missing. */
export interface PredictedValues {
  truth: Float64Array
  predicted: Float64Array
  /** Of each row, where rows are weighed: all figures count a row so much. */
  weights?: Float64Array
  /** Features of the model, for adjusted R². */
  nFeatures?: number
}

/** Null: undefined here. */
export interface RegressionFigures {
  [figure: string]: number | null
  /** Null below two rows, and where the target is constant. */
  r2: number | null
  /** Null where n − nFeatures − 1 is not positive, or nFeatures is not known. */
  adjustedR2: number | null
  mae: number | null
  mse: number | null
  rmse: number | null
  /** A fraction. Null where a true value is 0. */
  mape: number | null
  medianAbsoluteError: number | null
  /** As r2, but a constant bias costs nothing. */
  explainedVariance: number | null
}

/** The errors of every row, computed once. */
interface Errors {
  truth: Float64Array
  residuals: Float64Array
  absolute: Float64Array
  squared: Float64Array
  /** Absent where a true value is 0. */
  relative: Float64Array | undefined
  /** Rows by rising absolute error. */
  order: Uint32Array
  nFeatures: number | undefined
}

export function regressionFigures(rows: PredictedValues): RegressionFigures {
  return figuresOf(errorsOf(rows), rows.weights)
}

function errorsOf({ truth, predicted, nFeatures }: PredictedValues): Errors {
  const residuals = truth.map((y, i) => y - predicted[i])
  const absolute = residuals.map(Math.abs)
  return {
    truth,
    residuals,
    absolute,
    squared: residuals.map(r => r * r),
    relative: truth.includes(0) ? undefined : absolute.map((r, i) => r / Math.abs(truth[i])),
    order: argsort(absolute),
    nFeatures,
  }
}

function figuresOf(errors: Errors, weights?: Float64Array): RegressionFigures {
  const { truth, residuals, absolute, squared, relative, order, nFeatures } = errors
  const n = truth.length
  const mse = mean(squared, weights)
  const spread = variance(truth, weights)
  const r2 = n < 2 || mse === null ? null : explained(mse, spread)
  const left = nFeatures === undefined ? 0 : n - nFeatures - 1
  return {
    r2,
    adjustedR2: r2 !== null && left > 0 ? 1 - ((1 - r2) * (n - 1)) / left : null,
    mae: mean(absolute, weights),
    mse,
    rmse: mse === null ? null : Math.sqrt(mse),
    mape: relative ? mean(relative, weights) : null,
    medianAbsoluteError: medianInOrder(absolute, order, weights),
    explainedVariance: n < 2 ? null : explained(variance(residuals, weights), spread),
  }
}

const explained = (unexplained: number, spread: number): number | null => (spread > 0 ? 1 - unexplained / spread : null)

/** Population variance. Shifted by the first value, so that a constant gives 0 exactly and large offsets keep their digits. */
function variance(values: Float64Array, weights?: Float64Array): number {
  const shift = values[0]
  const centre = mean(
    values.map(value => value - shift),
    weights,
  )
  if (centre === null) return 0
  return mean(
    values.map(value => (value - shift - centre) ** 2),
    weights,
  ) as number
}

/** The value below which half of the weight lies, the mean of two where it is just half; `order` sorts the values. */
function medianInOrder(values: Float64Array, order: Uint32Array, weights?: Float64Array): number | null {
  const half = (weights ? weights.reduce((sum, w) => sum + w, 0) : values.length) / 2
  if (!(half > 0)) return null
  let seen = 0
  for (let i = 0; i < order.length; i++) {
    seen += weights ? weights[order[i]] : 1
    if (seen < half || (weights && weights[order[i]] === 0)) continue
    if (seen > half) return values[order[i]]
    let next = i + 1
    while (weights && weights[order[next]] === 0) next++
    return (values[order[i]] + values[order[next]]) / 2
  }
  return values[order[order.length - 1]]
}
