import type { EChartsOption, TooltipComponentOption } from 'echarts'
import type { Axis } from '../blocks'
import { formatTick } from '../format'
import type { Theme } from '../theme'
import { cleanLabel, fitLabel } from './labels'

/** Where a chart is drawn: its size in pixels, and whether it draws its own legend. */
export interface View {
  width: number
  height: number
  legend: boolean
  /** Rows that the person picked: points of other rows are drawn pale. */
  picked?: ReadonlySet<number>
  /** Many points of a series are one shape: a tenth of the time, for charts that are drawn while a window waits. */
  quick?: boolean
  /** The code that draws this kind of chart is new to the browser: many points come a portion a frame. */
  fresh?: boolean
}

export const defaultView: View = { width: 480, height: 300, legend: true }

/** Room for the legend above the plot. */
export const legendHeight = 28

/** A name in the legend, with the shape of its sign; lines draw their own. */
export interface Entry {
  name: string
  icon?: string
  /** A line without symbols. */
  line?: boolean
}

/** What every chart shares: text, the plot's edges, a legend that pages instead of wrapping, tooltips without HTML. */
export function frameOption(
  theme: Theme,
  view: View,
  legend: readonly Entry[],
): Omit<EChartsOption, 'tooltip'> & { tooltip: TooltipComponentOption } {
  const entries = [...new Map(legend.map(e => [e.name, e])).values()]
  const shown = view.legend && entries.length > 1
  return {
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.font, fontSize: 11, color: theme.ink2 },
    grid: {
      left: 8,
      right: 16,
      top: shown ? legendHeight + 8 : 10,
      bottom: 6,
      outerBoundsMode: 'same',
      outerBoundsContain: 'all',
    },
    legend: {
      show: shown,
      type: 'scroll',
      top: 0,
      left: 8,
      right: 8,
      itemWidth: entries.some(e => e.icon !== undefined) ? 9 : 18,
      itemHeight: 9,
      itemGap: 16,
      data: entries.map(e => ({
        name: e.name,
        ...(e.icon !== undefined && { icon: e.icon }),
        ...(e.line && { itemStyle: { opacity: 0 } }),
      })),
      textStyle: { color: theme.ink2, fontSize: 11 },
      pageTextStyle: { color: theme.ink2 },
      pageIconColor: theme.ink2,
      pageIconInactiveColor: theme.axis,
      formatter: (name: string) => fitLabel(name, 140),
    },
    tooltip: tooltip(theme),
  }
}

/** Rich text is drawn on the canvas: names from data never become HTML. */
function tooltip(theme: Theme): TooltipComponentOption {
  return {
    renderMode: 'richText',
    trigger: 'item',
    confine: true,
    backgroundColor: theme.ink,
    borderWidth: 0,
    padding: [6, 8],
    textStyle: { color: theme.surface, fontSize: 11, fontFamily: theme.font },
    axisPointer: { lineStyle: { color: theme.axis }, crossStyle: { color: theme.axis } },
  }
}

const nameStyle = (theme: Theme): object => ({ color: theme.ink3, fontSize: 11 })

/** An axis of numbers. `zero`: it begins at zero, as lengths of bars must. `inner`: its ends are those of the data and go unlabelled. */
export function valueAxis(
  axis: Axis,
  theme: Theme,
  options: { zero?: boolean; vertical?: boolean; lines?: boolean; inner?: boolean } = {},
): object {
  const bound = (v: number | undefined): number | undefined => (v !== undefined && Number.isFinite(v) ? v : undefined)
  return {
    type: axis.scale === 'log' || axis.scale === 'time' ? axis.scale : 'value',
    scale: options.zero !== true,
    min: bound(axis.min),
    max: bound(axis.max),
    name: fitLabel(axis.scale === 'log' && axis.label ? `${axis.label} (log)` : axis.label, 260),
    nameLocation: 'middle',
    nameGap: options.vertical ? 10 : 8,
    nameTextStyle: nameStyle(theme),
    splitNumber: options.vertical ? 4 : 5,
    ...(axis.min === 0 && axis.max === 1 && (axis.scale ?? 'linear') === 'linear' && { interval: 0.25 }),
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis } },
    axisTick: { show: true, length: 4, lineStyle: { color: theme.axis } },
    axisLabel: {
      color: theme.ink3,
      fontSize: 11,
      hideOverlap: true,
      margin: 8,
      ...(axis.scale !== 'time' && { formatter: (x: number) => formatTick(x, axis.label) }),
      ...(options.inner && { showMinLabel: false, showMaxLabel: false }),
    },
    splitLine: { show: options.lines !== false, lineStyle: { color: theme.grid } },
  }
}

/** An axis of names: each is cut with an ellipsis to `width` pixels. The data are positions, so equal names stay apart. */
export function categoryAxis(
  names: readonly string[],
  label: string,
  theme: Theme,
  options: {
    width: number
    vertical?: boolean
    rotate?: number
    position?: 'top' | 'bottom'
    all?: boolean
    line?: boolean
  },
): object {
  return {
    type: 'category',
    data: names.map(cleanLabel),
    inverse: options.vertical === true,
    position: options.position,
    name: fitLabel(label, 260),
    nameLocation: 'middle',
    nameGap: options.vertical ? 12 : 8,
    nameTextStyle: nameStyle(theme),
    axisLine: { show: options.line !== false, onZero: false, lineStyle: { color: theme.axis } },
    axisTick: { show: false },
    axisLabel: {
      color: theme.ink2,
      fontSize: 11,
      margin: 8,
      rotate: options.rotate ?? 0,
      interval: options.all ? 0 : 'auto',
      hideOverlap: !options.all,
      formatter: (name: string) => fitLabel(name, options.width),
    },
    splitLine: { show: false },
  }
}
