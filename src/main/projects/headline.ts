import { nodeSpecs } from '../../compute'
import { evaluationOf } from '../../shared/results/evaluation'
import { formatNumber } from '../../shared/results/format'
import type { Results } from '../../shared/results/results'
import { metricWords } from '../../shared/words'

/** One line about a run: the first figure of its last evaluation, or what came in the way. */
export function headlineOf({ status, nodes }: Results): string {
  if (status === 'cancelled') return 'stopped'
  const failed = Object.entries(nodes).find(([, node]) => node.status === 'failed')
  if (failed) return `failed at ${nodeSpecs.get(failed[1].type)?.title ?? failed[0]}`
  const found = Object.values(nodes).flatMap(({ summary }) => evaluationOf(summary)?.headline ?? [])
  const { partition, metric, value } = found.at(-1) ?? { value: null }
  if (value === null) return 'done'
  return `${metricWords(metric)} ${formatNumber(value, 'figure')} (${partition})`
}
