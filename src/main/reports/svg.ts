import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, LegendScrollComponent, TitleComponent, TooltipComponent } from 'echarts/components'
import { init, setPlatformAPI, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Plot } from '../../shared/results/blocks'
import { textWidth } from '../../shared/results/charts/labels'
import { chartOption } from '../../shared/results/charts/option'
import type { ChartSize } from '../../shared/results/charts/size'
import type { Theme } from '../../shared/results/theme'

use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendScrollComponent,
  TitleComponent,
  TooltipComponent,
  SVGRenderer,
])

// Without a canvas ECharts measures text by a table of Helvetica; reports are set in Inter, which is wider.
setPlatformAPI({
  measureText: (text, font) => ({
    width: 1.03 * textWidth(text, Number(/(\d+(?:\.\d+)?)px/.exec(font ?? '')?.[1] ?? 12)),
  }),
})

/**
 * A chart as standalone SVG text of `size` pixels, drawn without a DOM. Text from data is escaped by the renderer.
 * `label` becomes its name for screen readers and must be escaped already.
 */
export function chartSvg(chart: Plot, theme: Theme, size: ChartSize, label: string, legend = false): string {
  const drawing = init(null, null, { renderer: 'svg', ssr: true, ...size })
  try {
    const option = chartOption(chart, theme, { ...size, legend })
    drawing.setOption({ ...option, animation: false, tooltip: { show: false } })
    return still(drawing.renderToSVGString(), label)
  } finally {
    drawing.dispose()
  }
}

/** Without hover styles, which a still picture has no use for, and with a name. */
function still(svg: string, label: string): string {
  return svg
    .replace(/<style\s*>[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_[a-z_]+)="[^"]*"/g, '')
    .replace('<svg ', `<svg role="img" aria-label="${label}" `)
}
