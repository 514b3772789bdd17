import type { ThresholdErrors } from '../../../../shared/results/blocks'
import type { ClassifiedRows } from '../../../metrics/classification'

const steps = 100

/**
 * Wrong rows at the thresholds 0, 0.01 … 1 of the positive class, counted over all rows: those with its probability at or above a
 * threshold are called positive. Undefined without two classes, probabilities, or rows of both classes.
 */
export function thresholdErrors({ truth, probabilities, positive }: ClassifiedRows): ThresholdErrors | undefined {
  const scores = positive === undefined ? undefined : probabilities?.[positive]
  if (!scores) return undefined
  // By the highest step that still calls a row positive.
  const hits = new Uint32Array(steps + 1)
  const alarms = new Uint32Array(steps + 1)
  for (const [row, code] of truth.entries()) (code === positive ? hits : alarms)[highestStep(scores[row])]++
  const positives = sum(hits)
  const negatives = sum(alarms)
  if (positives === 0 || negatives === 0) return undefined
  const falsePositives: number[] = []
  const falseNegatives: number[] = []
  let [called, missed] = [negatives, 0]
  for (let step = 0; step <= steps; step++) {
    falsePositives.push(called)
    falseNegatives.push(missed)
    called -= alarms[step]
    missed += hits[step]
  }
  return { positives, negatives, falsePositives, falseNegatives }
}

/** The last step whose threshold is not above a probability; k/100 is compared, since 100 p is rounded. */
function highestStep(probability: number): number {
  const at = Math.min(steps, Math.max(0, Math.floor(probability * steps)))
  if (at < steps && (at + 1) / steps <= probability) return at + 1
  return at > 0 && at / steps > probability ? at - 1 : at
}

const sum = (counts: Uint32Array): number => counts.reduce((total, n) => total + n, 0)
