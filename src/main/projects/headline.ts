import { nodeSpecs } from '../../compute'
import { headlineText } from '../../shared/results/headline'
import type { Results } from '../../shared/results/results'

/** One line about a run: the last figure with a good end, or else the last there is, or what came in the way. */
export function headlineOf({ status, nodes }: Results): string {
  if (status === 'cancelled') return 'stopped'
  const failed = Object.entries(nodes).find(([, node]) => node.status === 'failed')
  if (failed) return `failed at ${nodeSpecs.get(failed[1].type)?.title ?? failed[0]}`
  const figures = Object.values(nodes).flatMap(({ headline }) => (headline && headline.value !== null ? headline : []))
  const figure = figures.findLast(({ better }) => better) ?? figures.at(-1)
  return figure ? headlineText(figure) : 'done'
}
