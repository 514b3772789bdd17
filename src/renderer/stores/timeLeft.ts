import { formatDuration } from '../../shared/results/format'
import type { NodeRun } from './run'

/** What a node that runs says of its time. */
export type Timed = Pick<NodeRun, 'secondsLeft' | 'iterations'>

/** Of a training that a person holds, that it stands still, or soon does. */
export const holdWord = ({ iterations }: Timed): 'pausing' | 'paused' | undefined =>
  iterations?.hold === 'asked' ? 'pausing' : iterations?.hold === 'standing' ? 'paused' : undefined

/** "12 s left"; while a training is held no time can be foretold, and the word for it stands in its place. */
export function timeLeft(run: Timed): string | undefined {
  return holdWord(run) ?? (run.secondsLeft === null ? undefined : `${formatDuration(run.secondsLeft * 1000)} left`)
}
