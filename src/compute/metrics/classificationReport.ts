import type { Intervals } from './bootstrap'
import {
  type ClassificationFigures,
  classificationFigures,
  classificationIntervals,
  type ClassifiedRows,
  prepare,
  type Prepared,
  weightedFigures,
} from './classification'
import { classFigures, confusion } from './confusion'
import {
  type CalibrationCurve,
  calibrationCurve,
  liftCurve,
  type LiftCurve,
  prCurve,
  type PrCurve,
  rocCurve,
  type RocCurve,
} from './curves'
import { thresholdCounts } from './ranking'

export type ClassValue = string | number | boolean

/** By class: of the positive one with two classes, of each with more. A class without rows has none. */
export interface ClassificationCurves {
  roc: Record<string, RocCurve>
  pr: Record<string, PrCurve>
  calibration: Record<string, CalibrationCurve>
  lift: Record<string, LiftCurve>
}

export interface ClassificationReport {
  figures: ClassificationFigures
  perClass: Record<string, { precision: number; recall: number; f1: number; support: number }>
  weighted: ReturnType<typeof weightedFigures>
  /** Rows true, columns predicted. */
  confusion: { classes: readonly ClassValue[]; counts: number[][] }
  /** Absent without probabilities. */
  curves?: ClassificationCurves
  intervals: Intervals
}

/** Everything `evaluate` says of a classifier over one partition. `classes` are the values that the codes stand for. */
export function classificationReport(
  rows: ClassifiedRows,
  classes: readonly ClassValue[],
  options: { seed: number },
): ClassificationReport {
  const prepared = prepare(rows)
  const matrix = confusion(rows)
  const perClass = classFigures(matrix).map(({ precision, recall, f1, support }, c) => [
    String(classes[c]),
    { precision, recall, f1, support },
  ])
  const n = rows.nClasses
  return {
    figures: classificationFigures(prepared),
    perClass: Object.fromEntries(perClass),
    weighted: weightedFigures(matrix),
    confusion: { classes, counts: classes.map((_, c) => Array.from(matrix.counts.subarray(c * n, c * n + n))) },
    ...(rows.probabilities && { curves: curvesOf(prepared, rows.probabilities, classes) }),
    intervals: classificationIntervals(prepared, options.seed),
  }
}

function curvesOf(
  { rows, rankings, scored }: Prepared,
  probabilities: readonly Float64Array[],
  classes: readonly ClassValue[],
): ClassificationCurves {
  const curves: ClassificationCurves = { roc: {}, pr: {}, calibration: {}, lift: {} }
  scored.forEach((c, i) => {
    const name = String(classes[c])
    const counts = thresholdCounts(rankings[i], rows.truth, c)
    const roc = rocCurve(counts, rankings[i])
    const pr = prCurve(counts, rankings[i])
    const lift = liftCurve(counts)
    if (roc) curves.roc[name] = roc
    if (pr) curves.pr[name] = pr
    if (lift) curves.lift[name] = lift
    if (rows.truth.length > 0) curves.calibration[name] = calibrationCurve(probabilities[c], rows.truth, c)
  })
  return curves
}
