import type { ClassValue, Figures, Reasons } from '../../shared/results/evaluation'
import { formatCount } from '../../shared/results/format'
import type { ClassifiedRows } from './classification'
import type { ClassFigures } from './confusion'
import type { PredictedValues } from './regression'

/** Said of a figure that is null for no other reason: what it comes to is no number. */
const outOfRange = 'It left the range of numbers.'

/** Why the figures that are null do not exist, by their names. */
function reasonsOf(figures: Figures, why: (figure: string) => string | undefined): Reasons {
  const missing = Object.keys(figures).filter(name => figures[name] === null)
  return Object.fromEntries(missing.map(name => [name, why(name) ?? outOfRange]))
}

/** Of a classifier's figures, and as `perClass.<class>.<figure>` of those of each class. */
export function classificationReasons(
  { nClasses, truth, probabilities, positive = 1 }: ClassifiedRows,
  classes: readonly ClassValue[],
  figures: Figures,
  perClass: readonly ClassFigures[],
): Reasons {
  const name = (c: number): string => String(classes[c])
  const two = nClasses === 2
  const noneOf = (c: number): string => `No row is of class ${name(c)}.`
  const lone = (): string => {
    if (truth.length === 0) return 'There are no rows.'
    const who = truth.length === 1 ? 'The only row is' : `All ${formatCount(truth.length, 'row')} are`
    return `${who} of class ${name(truth[0])}.`
  }
  const why = (figure: string): string | undefined => {
    if (['rocAuc', 'prAuc', 'logLoss', 'brier'].includes(figure) && !probabilities)
      return 'The model gives no probabilities.'
    if (truth.length === 0) return lone()
    if (figure === 'rocAuc') return lone()
    if (figure === 'matthews') return 'All rows are of one class, or were called one class.'
    if (figure === 'kappa') return 'All rows are of one class and were called it.'
    if (!two) return lone()
    if (figure === 'precision') return `No row was called ${name(positive)}.`
    if (figure === 'specificity') return noneOf(1 - positive)
    if (figure === 'f1') return `No row is of class ${name(positive)} or was called it.`
    return noneOf(positive)
  }
  const ofClass = perClass.flatMap(({ precision, recall, f1 }, c): [string, string][] => {
    const own: [string, number | null, string][] = [
      ['precision', precision, `No row was called ${name(c)}.`],
      ['recall', recall, noneOf(c)],
      ['f1', f1, `No row is of class ${name(c)} or was called it.`],
    ]
    return own.filter(([, value]) => value === null).map(([figure, , text]) => [`perClass.${name(c)}.${figure}`, text])
  })
  return { ...reasonsOf(figures, why), ...Object.fromEntries(ofClass) }
}

export function regressionReasons({ truth, nFeatures }: PredictedValues, figures: Figures): Reasons {
  const n = truth.length
  const zeros = truth.reduce((count, y) => count + (y === 0 ? 1 : 0), 0)
  const constant = n > 0 && truth.every(y => y === truth[0])
  const why = (figure: string): string | undefined => {
    if (n === 0) return 'There are no rows.'
    if (['r2', 'adjustedR2', 'explainedVariance'].includes(figure)) {
      if (n < 2) return 'It needs two rows.'
      if (constant) return `All ${formatCount(n, 'true value')} are the same: there is no variance to account for.`
    }
    if (figure === 'adjustedR2')
      return nFeatures === undefined
        ? 'The number of features is not known.'
        : `It needs more rows (${n}) than features (${nFeatures}) and one.`
    if (figure === 'mape' && zeros > 0)
      return `${zeros} of ${formatCount(n, 'true value')} ${zeros === 1 ? 'is' : 'are'} 0, and an error relative to 0 does not exist.`
    return undefined
  }
  return reasonsOf(figures, why)
}

export function clusteringReasons(figures: Figures, rows: number): Reasons {
  const clusters = figures['nClusters'] ?? 0
  const why = (figure: string): string | undefined => {
    if (rows === 0) return 'There are no rows.'
    if (['silhouette', 'daviesBouldin', 'calinskiHarabasz'].includes(figure))
      return clusters === 0
        ? 'No row is in a cluster.'
        : clusters === 1
          ? 'There is one cluster, and nothing to set it apart from.'
          : clusters >= rows
            ? 'Every row is a cluster by itself.'
            : undefined
    return undefined
  }
  return reasonsOf(figures, why)
}

/** Of means over folds: those that no fold has. */
export function meanReasons(mean: Figures, folds: readonly Reasons[]): Reasons {
  return reasonsOf(mean, figure => {
    const reason = folds.map(f => f[figure]).find(Boolean)
    return reason && `No fold has it; of the first: ${reason}`
  })
}
