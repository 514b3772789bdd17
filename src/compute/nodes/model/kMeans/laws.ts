import type { LawNotes } from '../../laws/subjects'

/** Three clusters, so that the few rows of the laws suffice; two starts, so that repeating a lost run stays short. */
export const laws: LawNotes = {
  params: { nClusters: 3, nInit: 2 },
  countRows: ['rows', 'labels', 'sizes'],
  figures: ({ inertia }) => ({ inertia: inertia as number | null }),
}
