import type { LawNotes } from '../../laws/subjects'

/** Three clusters of small data have one best answer that ten starts find. */
export const laws: LawNotes = { params: { nClusters: 3 } }
