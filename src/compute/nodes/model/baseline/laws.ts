import type { LawNotes } from '../../laws/subjects'

export const laws: LawNotes = {
  exceptions: {
    'names a feature that is not there': 'it reads no feature: rows without one are told the same as all others',
  },
}
