import type { LawNotes } from '../../laws/subjects'

export const laws: LawNotes = {
  countRows: ['rows'],
  figures: ({ logLikelihood, rows }) => ({ logLoss: -(logLikelihood as number) / (rows as number) }),
}
