import type { LawNotes } from '../../laws/subjects'

export const laws: LawNotes = {
  exceptions: {
    'takes a weight of 2 as the row twice':
      'the law compares coefficients and centres, of which a decomposition has none; pca.test.ts compares its own attributes',
  },
}
