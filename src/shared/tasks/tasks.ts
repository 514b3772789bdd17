import type { Task } from '../frame'
import { anomaly } from './anomaly'
import { classification } from './classification'
import { clustering } from './clustering'
import { decomposition } from './decomposition'
import { forecast } from './forecast'
import { generation } from './generation'
import { ranking } from './ranking'
import { recommendation } from './recommendation'
import { regression } from './regression'
import { segmentation } from './segmentation'
import type { Figure, TaskSpec } from './task'
import { translation } from './translation'

/** Every task a model can have. What is said of a task anywhere is read from here. */
export const tasks: Readonly<Record<Task, TaskSpec>> = {
  classification,
  regression,
  clustering,
  decomposition,
  forecast,
  ranking,
  recommendation,
  segmentation,
  generation,
  translation,
  anomaly,
}

/** The task of that name, where there is one: results may come from a newer program. */
export const taskNamed = (name: string): TaskSpec | undefined =>
  Object.hasOwn(tasks, name) ? tasks[name as Task] : undefined

/** The first figure of a task that every one of some models has, of those with a good end. */
export function leadFigure(
  { figures }: TaskSpec,
  models: readonly Readonly<Record<string, unknown>>[],
): Figure | undefined {
  return figures.find(({ key, better }) => better && models.every(m => typeof m[key] === 'number'))
}
