import { columnNamed, rowsOf, select } from '../../../frame/frame'
import type { LawNotes } from '../../laws/subjects'

export const laws: LawNotes = {
  countRows: ['rows'],
  /** The variance of the rows' places along each component. */
  agrees: async ({ frame, summary }) =>
    Promise.all(
      (summary['explainedVariance'] as number[]).map(async (told, c): Promise<[string, number, number]> => {
        const { cells } = columnNamed(frame!, `component${c + 1}`)
        const all = cells.form === 'numbers' ? await cells.numbers() : new Float64Array(0)
        const scores = select(all, rowsOf(frame!, 'train'))
        const mean = scores.reduce((sum, s) => sum + s / scores.length, 0)
        return [`variance ${c + 1}`, told, scores.reduce((sum, s) => sum + (s - mean) ** 2 / (scores.length - 1), 0)]
      }),
    ),
}
