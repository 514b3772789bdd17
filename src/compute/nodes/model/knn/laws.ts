import type { LawNotes } from '../../laws/subjects'

/** Three neighbours, so that the few rows of the laws suffice. */
export const laws: LawNotes = { params: { nNeighbors: 3 } }
