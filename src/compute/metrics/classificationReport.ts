import type { ClassValue, Reasons } from '../../shared/results/evaluation'
import { classificationIntervals } from './classificationIntervals'
import type { Intervals } from './intervals'
import {
  type ClassificationFigures,
  classificationFigures,
  type ClassifiedRows,
  prepare,
  type Prepared,
  weightedFigures,
} from './classification'
import { type ClassFigures, classFigures, confusion } from './confusion'
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
import { classificationReasons } from './reasons'

/** By class: of the positive one with two classes, of each with more (the 20 with most rows). A class without rows has none. */
export interface ClassificationCurves {
  roc: Record<string, RocCurve>
  pr: Record<string, PrCurve>
  calibration: Record<string, CalibrationCurve>
  lift: Record<string, LiftCurve>
}

export interface ClassificationReport {
  figures: ClassificationFigures
  perClass: Record<string, Pick<ClassFigures, 'precision' | 'recall' | 'f1' | 'support'>>
  weighted: ReturnType<typeof weightedFigures>
  /** Rows true, columns predicted. */
  confusion: { classes: readonly ClassValue[]; counts: number[][] }
  /** Absent without probabilities. */
  curves?: ClassificationCurves
  intervals: Intervals
  /** How each interval was made. */
  intervalMethods: Record<string, string>
  /** Why a figure is null. */
  reasons: Reasons
}

/** Everything `evaluate` says of a classifier over one partition. `classes` are the values that the codes stand for; `intervals`: whether they are asked for. */
export function classificationReport(
  rows: ClassifiedRows,
  classes: readonly ClassValue[],
  options: { intervals?: boolean } = {},
): ClassificationReport {
  const prepared = prepare(rows)
  const matrix = confusion(rows, rows.weights)
  const counted = rows.weights ? confusion(rows) : matrix
  const each = classFigures(matrix)
  const n = rows.nClasses
  const figures = classificationFigures(prepared)
  const { intervals, methods } =
    options.intervals && !rows.weights ? classificationIntervals(prepared) : { intervals: {}, methods: {} }
  return {
    figures,
    perClass: byClass([...each.keys()], classes, c => {
      const { precision, recall, f1, support } = each[c]
      return { precision, recall, f1, support }
    }),
    weighted: weightedFigures(matrix),
    confusion: { classes, counts: classes.map((_, c) => Array.from(counted.counts.subarray(c * n, c * n + n))) },
    ...(rows.probabilities && { curves: curvesOf(prepared, rows.probabilities, classes) }),
    intervals,
    intervalMethods: methods,
    reasons: classificationReasons(rows, classes, figures, each),
  }
}

function curvesOf(
  { rows, rankings, scored, counts: all }: Prepared,
  probabilities: readonly Float64Array[],
  classes: readonly ClassValue[],
): ClassificationCurves {
  const { truth } = rows
  const drawn = mostFrequent(scored, truth)
  const codes = drawn.map(i => scored[i])
  const counts = drawn.map(i => all[i])
  return {
    roc: byClass(codes, classes, (_, k) => rocCurve(counts[k], rankings[drawn[k]])),
    pr: byClass(codes, classes, (_, k) => prCurve(counts[k], rankings[drawn[k]])),
    calibration: byClass(codes, classes, c => (truth.length > 0 ? calibrationCurve(probabilities[c], truth, c) : null)),
    lift: byClass(codes, classes, (_, k) => liftCurve(counts[k])),
  }
}

/** Nobody reads more curves than this, and 500 classes of them made a results file of 374 MB. */
const mostCurves = 20

/** Places in `scored` of the classes with most rows, in the order of `scored`. */
function mostFrequent(scored: readonly number[], truth: Int32Array): number[] {
  const places = [...scored.keys()]
  if (scored.length <= mostCurves) return places
  const rows = new Map<number, number>()
  for (const code of truth) rows.set(code, (rows.get(code) ?? 0) + 1)
  const support = (i: number): number => rows.get(scored[i]) ?? 0
  return places
    .sort((a, b) => support(b) - support(a) || a - b)
    .slice(0, mostCurves)
    .sort((a, b) => a - b)
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
