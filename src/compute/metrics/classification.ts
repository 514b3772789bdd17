import {
  accuracy,
  balancedAccuracy,
  type ClassCodes,
  type ClassFigures,
  classesPresent,
  classFigures,
  type Confusion,
  confusion,
  kappa,
  matthews,
} from './confusion'
import { averageOf, mean } from './mean'
import { brierScores, logLosses } from './probability'
import { areas, rank, type Ranking, type ThresholdCounts, thresholdCounts } from './ranking'

/** n rows with class codes 0 … nClasses − 1. Leave out rows without a true class, and of a class the model does not know. */
export interface ClassifiedRows extends ClassCodes {
  /** One array of n per class; absent for models that give none. */
  probabilities?: readonly Float64Array[]
  /** Of each row, where rows are weighed: all figures count a row so much. */
  weights?: Float64Array
  /** With two classes, the one that precision, recall … are about. Default 1: the last. */
  positive?: number
}

/**
 * With two classes precision, recall, specificity, f1, rocAuc, prAuc and brier are of the positive class; with more they are macro
 * averages over the classes that are true or predicted of some row (areas: over the classes that have rows). Null: undefined here.
 */
export interface ClassificationFigures {
  [figure: string]: number | null
  accuracy: number | null
  balancedAccuracy: number | null
  /** Null where nothing was called positive. */
  precision: number | null
  /** Null where no row is positive. */
  recall: number | null
  /** Null where no row is negative. */
  specificity: number | null
  /** Null where no row is positive or was called so. */
  f1: number | null
  /** Ties count half. Null where the rows hold one class only, or there are no probabilities. */
  rocAuc: number | null
  /** Average precision. Null without positive rows or probabilities. */
  prAuc: number | null
  logLoss: number | null
  brier: number | null
  /** Null where one class only is true or predicted. */
  matthews: number | null
  /** Null where one class only is true and predicted. */
  kappa: number | null
}

/** What the figures need more than once: sorted scores, and the losses of every row. */
export interface Prepared {
  rows: ClassifiedRows
  /** Of the positive class, or of every class; `scored[i]` says which. */
  rankings: Ranking[]
  scored: number[]
  /** Of each of `scored`, every row counted as its weight says. */
  counts: ThresholdCounts[]
  losses?: Float64Array
  scores?: Float64Array
}

export function prepare(rows: ClassifiedRows): Prepared {
  const { nClasses, probabilities, truth } = rows
  const scored = nClasses === 2 ? [positiveOf(rows)] : Array.from({ length: nClasses }, (_, c) => c)
  if (!probabilities) return { rows, rankings: [], scored: [], counts: [] }
  const rankings = scored.map(c => rank(probabilities[c]))
  return {
    rows,
    scored,
    rankings,
    counts: rankings.map((ranking, i) => thresholdCounts(ranking, truth, scored[i], rows.weights)),
    losses: logLosses(truth, probabilities),
    scores: brierScores(truth, probabilities),
  }
}

/** The figures of the rows, each counted as its weight says. */
export function classificationFigures(prepared: Prepared): ClassificationFigures {
  const { rows, counts, losses, scores } = prepared
  const { weights } = rows
  const matrix = confusion(rows, weights)
  const perClass = classFigures(matrix)
  const about = rows.nClasses === 2 ? [positiveOf(rows)] : classesPresent(matrix)
  const average = (pick: (figures: ClassFigures) => number | null): number | null =>
    averageOf(about.map(c => pick(perClass[c])))
  const found = counts.map(areas)
  return {
    accuracy: accuracy(matrix),
    balancedAccuracy: balancedAccuracy(perClass),
    precision: average(({ precision }) => precision),
    recall: average(({ recall }) => recall),
    specificity: average(({ specificity }) => specificity),
    f1: average(({ f1 }) => f1),
    rocAuc: averageOf(found.map(({ rocAuc }) => rocAuc)),
    prAuc: averageOf(found.map(({ prAuc }) => prAuc)),
    logLoss: losses ? mean(losses, weights) : null,
    brier: scores ? mean(scores, weights) : null,
    matthews: matthews(matrix),
    kappa: kappa(matrix),
  }
}

/** Precision, recall, specificity and f1 averaged by their rows over the classes that have them; null where none has. */
export function weightedFigures(
  matrix: Confusion,
): Record<'precision' | 'recall' | 'specificity' | 'f1', number | null> {
  const perClass = classFigures(matrix)
  const average = (pick: (figures: ClassFigures) => number | null): number | null => {
    let [sum, rows] = [0, 0]
    for (const figures of perClass) {
      const value = pick(figures)
      if (value === null) continue
      sum += value * figures.support
      rows += figures.support
    }
    return rows > 0 ? sum / rows : null
  }
  return {
    precision: average(({ precision }) => precision),
    recall: average(({ recall }) => recall),
    specificity: average(({ specificity }) => specificity),
    f1: average(({ f1 }) => f1),
  }
}

const positiveOf = ({ positive }: ClassifiedRows): number => positive ?? 1
