import type { TaskSpec } from './task'

/** Components instead of features, or a map beside them: what it keeps is told by the model's own figures. */
export const decomposition: TaskSpec = {
  title: 'Decomposition',
  verb: 'Reduce',
  says: ['features', 'columns'],
  column: 'component1',
  learnsTarget: false,
  figures: [],
  sentence: () => undefined,
}
