import type { EChartsOption } from 'echarts'
import { fitLabel } from '../../shared/results/charts/labels'

/** The option with the names of upright axes cut to the height of the plot: in a low dock a long one would run out of the drawing. */
export function withFittingNames(option: EChartsOption, height: number): EChartsOption {
  const { yAxis } = option
  if (!yAxis) return option
  const fit = <T extends object>(axis: T): T =>
    'name' in axis && typeof axis.name === 'string'
      ? { ...axis, name: fitLabel(axis.name, Math.max(40, height - 44)) }
      : axis
  return { ...option, yAxis: Array.isArray(yAxis) ? yAxis.map(fit) : fit(yAxis) }
}
