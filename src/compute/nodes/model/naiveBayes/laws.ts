import type { LawNotes } from '../../laws/subjects'

export const laws: LawNotes = { countRows: ['rows'] }
