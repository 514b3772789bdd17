import { reaches, share, type TaskSpec } from './task'

/** New samples like those learned from. */
export const generation: TaskSpec = {
  title: 'Generation',
  verb: 'Generate',
  says: ['images', 'columns'],
  column: 'sample',
  learnsTarget: false,
  figures: [share('modeCoverage', 'Modes covered', 'high')],
  sentence: judged => reaches(judged, { key: 'modeCoverage', label: 'a coverage of the modes of', format: 'percent' }),
}
