import type { Chart } from '../../shared/results/blocks'
import { cleanLabel, textWidth } from '../../shared/results/charts/labels'

/** Names that are told in full; more of them are counted beside the title. */
const mostNames = 8
/** Pixels of names that stand beside a title. */
const beside = 320

/** Whether a chart's legend stands on lines of its own: few names that are too long to stand beside the title. */
export function needsOwnLine(chart: Chart): boolean {
  if (chart.type === 'heatMap') return false
  const series: readonly { name: string; class?: number }[] = chart.type === 'boundary' ? chart.points : chart.series
  const names = new Set(series.map(s => cleanLabel(s.name)))
  if (names.size < 2 || names.size > mostNames || chart.type === 'boundary') return false
  return [...names].reduce((sum, name) => sum + textWidth(name) + 28, 0) > beside
}
