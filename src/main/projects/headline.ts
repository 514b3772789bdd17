import { z } from 'zod'
import { nodeSpecs } from '../../compute'
import { formatNumber } from '../../shared/results/format'
import type { Results } from '../../shared/results/results'
import { metricWords } from '../../shared/words'

const judged = z.object({
  headline: z.object({ partition: z.string(), metric: z.string(), value: z.number().nullable() }),
})

/** One line about a run: the first figure of its last evaluation, or what came in the way. */
export function headlineOf({ status, nodes }: Results): string {
  if (status === 'cancelled') return 'stopped'
  const failed = Object.entries(nodes).find(([, node]) => node.status === 'failed')
  if (failed) return `failed at ${nodeSpecs.get(failed[1].type)?.title ?? failed[0]}`
  const found = Object.values(nodes)
    .map(node => judged.safeParse(node.summary))
    .findLast(summary => summary.success)
  if (!found?.data || found.data.headline.value === null) return 'done'
  const { partition, metric, value } = found.data.headline
  return `${metricWords(metric)} ${formatNumber(value, 'figure')} (${partition})`
}
