import { classFigures } from '../../laws/classFigures'
import type { LawNotes } from '../../laws/subjects'
import { distanceBy, heard, nearestOf } from './reference'
import type { Learned } from './table'

const nNeighbors = 3

/** Three neighbours, so that the few rows of the laws suffice. */
export const laws: LawNotes = {
  params: { nNeighbors },
  /** By all distances in double precision. */
  figures: async (_, run) => {
    const { rows, told, classes } = run.model!.state as unknown as Learned
    const all = new Uint32Array(told.length).map((__, i) => i)
    const distance = distanceBy({ name: 'euclidean' })
    const { accuracy, brier } = await classFigures(run, row => {
      const found = nearestOf(rows, all, Float64Array.from(row), nNeighbors, distance)
      return Array.from({ length: classes }, (__, c) => heard(found, 'uniform', i => Number(told[i] === c)))
    })
    return { accuracy, brier }
  },
}
