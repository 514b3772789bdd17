import { sharesOf } from '../../../learning/classes'
import { classFigures } from '../../laws/classFigures'
import type { LawNotes } from '../../laws/subjects'
import { type Learned, partsOf } from './learned'

export const laws: LawNotes = {
  countRows: ['rows'],
  /** By the bell curves, in double precision. */
  figures: (_, run) => {
    const learned = run.model!.state as unknown as Learned
    return classFigures(run, row =>
      sharesOf(
        Array.from(learned.logPrior, (prior, k) =>
          partsOf(learned, 'gaussian', k, row).reduce((sum, part) => sum + part, prior),
        ),
      ),
    )
  },
}
