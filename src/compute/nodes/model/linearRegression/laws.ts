import type { LawNotes } from '../../laws/subjects'

/** Weights say how sure a row is, as in weighted least squares of statsmodels: inference goes by the number of rows. */
export const laws: LawNotes = {
  countRows: [
    'standardErrors',
    'tValues',
    'pValues',
    'confidenceIntervals',
    'adjustedRSquared',
    'fStatistic',
    'aic',
    'bic',
    'logLikelihood',
    'durbinWatson',
  ],
  figures: ({ rSquared }) => ({ r2: rSquared as number | null }),
}
