import type { EvaluatedPart, Figures, FoldFigures, Reasons } from '../../../../shared/results/evaluation'

/** What each of k folds learned from, as a part of the summary: the mean of their figures. */
export const trainPart = (figures: Figures | undefined): EvaluatedPart[] =>
  figures ? [{ name: 'train', figures }] : []

/** A figure that left the range of numbers does not exist. */
export function finiteFigures<T extends Figures>(figures: T): T {
  return Object.fromEntries(
    Object.entries(figures).map(([name, v]) => [name, v !== null && Number.isFinite(v) ? v : null]),
  ) as T
}

/** What a summary says of figures that are null; nothing where none is. */
export const reasonsIn = (reasons: Reasons): { reasons?: Reasons } =>
  Object.keys(reasons).length > 0 ? { reasons } : {}

/** Mean of each figure over the folds that have it; null when none does. */
export function meanFigures(folds: readonly Figures[]): Figures {
  return overFolds(folds, values => (values.length > 0 ? meanOf(values) : null))
}

export function foldFigures(folds: readonly Figures[], reasons: readonly Reasons[]): FoldFigures {
  const deviation = overFolds(folds, values => {
    if (values.length < 2) return null
    const centre = meanOf(values)
    return Math.sqrt(values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / (values.length - 1))
  })
  const defined = Object.keys(deviation).flatMap((name): [string, number][] => {
    const held = folds.filter(f => typeof f[name] === 'number').length
    return held < folds.length ? [[name, held]] : []
  })
  const lacking = reasons.some(r => Object.keys(r).length > 0)
  return {
    count: folds.length,
    test: [...folds],
    deviation,
    ...(defined.length > 0 && { defined: Object.fromEntries(defined) }),
    ...(lacking && { reasons }),
  }
}

function overFolds(folds: readonly Figures[], combine: (values: number[]) => number | null): Figures {
  const names = [...new Set(folds.flatMap(Object.keys))]
  return Object.fromEntries(names.map(name => [name, combine(folds.map(f => f[name] ?? null).filter(v => v !== null))]))
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
