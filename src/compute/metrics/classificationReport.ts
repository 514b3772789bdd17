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

/** Everything `evaluate` says of a classifier over one partition. `classes` are the values that the codes stand for; without a seed there are no intervals. */
export function classificationReport(
  rows: ClassifiedRows,
  classes: readonly ClassValue[],
  options: { seed?: number },
): ClassificationReport {
  const prepared = prepare(rows)
  const matrix = confusion(rows)
  const each = classFigures(matrix)
  const n = rows.nClasses
  return {
    figures: classificationFigures(prepared),
    perClass: byClass([...each.keys()], classes, c => {
      const { precision, recall, f1, support } = each[c]
      return { precision, recall, f1, support }
    }),
    weighted: weightedFigures(matrix),
    confusion: { classes, counts: classes.map((_, c) => Array.from(matrix.counts.subarray(c * n, c * n + n))) },
    ...(rows.probabilities && { curves: curvesOf(prepared, rows.probabilities, classes) }),
    intervals: options.seed === undefined ? {} : classificationIntervals(prepared, options.seed),
  }
}

function curvesOf(
  { rows, rankings, scored }: Prepared,
  probabilities: readonly Float64Array[],
  classes: readonly ClassValue[],
): ClassificationCurves {
  const { truth } = rows
  const counts = scored.map((c, i) => thresholdCounts(rankings[i], truth, c))
  return {
    roc: byClass(scored, classes, (_, i) => rocCurve(counts[i], rankings[i])),
    pr: byClass(scored, classes, (_, i) => prCurve(counts[i], rankings[i])),
    calibration: byClass(scored, classes, c =>
      truth.length > 0 ? calibrationCurve(probabilities[c], truth, c) : null,
    ),
    lift: byClass(scored, classes, (_, i) => liftCurve(counts[i])),
  }
}

/** What there is to say of each class, under its name, nulls left out. `fromEntries`, for a class may be called `__proto__`. */
function byClass<T>(
  codes: readonly number[],
  classes: readonly ClassValue[],
  say: (code: number, index: number) => T | null,
): Record<string, T> {
  const entries = codes.flatMap((code, index): [string, T][] => {
    const value = say(code, index)
    return value === null ? [] : [[String(classes[code]), value]]
  })
  return Object.fromEntries(entries)
}
