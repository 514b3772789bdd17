import type { LawNotes } from '../../laws/subjects'

export const laws: LawNotes = {
  /** The entropy of the shares. */
  figures: ({ classPrior }) => ({ logLoss: -(classPrior as number[]).reduce((sum, p) => sum + p * Math.log(p), 0) }),
  exceptions: {
    'names a feature that is not there': 'it reads no feature: rows without one are told the same as all others',
  },
}
