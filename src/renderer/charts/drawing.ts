import type { EChartsOption } from 'echarts'
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  DataZoomInsideComponent,
  GridComponent,
  LegendScrollComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import type { Chart, Diagram, Plot } from '../../shared/results/blocks'
import { chartOption } from '../../shared/results/charts/option'
import type { ChartSize } from '../../shared/results/charts/size'
import { diagramScene, isDiagram } from '../../shared/results/diagrams/diagram'
import { diagramLegend, withLegend } from '../../shared/results/diagrams/legend'
import { type Scene, sceneSvg } from '../../shared/results/diagrams/scene'
import type { Theme } from '../../shared/results/theme'
import { sceneCanvas } from './sceneCanvas'

// The parts of ECharts that our options name. This file is a chunk of its own, loaded with the first chart.
use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  DataZoomInsideComponent,
  GridComponent,
  LegendScrollComponent,
  TitleComponent,
  TooltipComponent,
  CanvasRenderer,
  SVGRenderer,
])

export type Drawing = ECharts

/** An empty drawing on the page's canvas, in an element. */
export const drawingIn = (element: HTMLElement, size: ChartSize): Drawing =>
  init(element, null, { renderer: 'canvas', ...size })

/** A chart as standalone SVG text, with its legend. `label` says it in words. */
export function chartSvg(chart: Chart, theme: Theme, size: ChartSize, label: string): string {
  if (isDiagram(chart))
    return sceneSvg(pictureOf(chart, theme, size.width), theme, label, { background: theme.surface })
  const drawing = init(null, null, { renderer: 'svg', ssr: true, ...size })
  try {
    drawing.setOption(still(chart, theme, size))
    // Hover styles are of no use in a still picture.
    return drawing
      .renderToSVGString()
      .replace(/<style\s*>[\s\S]*?<\/style>/g, '')
      .replace(/ (?:class|ecmeta_[a-z_]+)="[^"]*"/g, '')
  } finally {
    drawing.dispose()
  }
}

/** A chart with its legend as a PNG of twice its size in pixels. */
export async function chartPng(chart: Chart, theme: Theme, size: ChartSize): Promise<Blob> {
  if (isDiagram(chart)) return blobOf(await sceneCanvas(pictureOf(chart, theme, size.width), theme, 2))
  const drawing = init(document.createElement('div'), null, { renderer: 'canvas', ...size })
  try {
    drawing.setOption(still(chart, theme, size))
    return await blobOf(drawing.renderToCanvas({ pixelRatio: 2, backgroundColor: theme.surface }))
  } finally {
    drawing.dispose()
  }
}

const pictureOf = (diagram: Diagram, theme: Theme, width: number): Scene =>
  withLegend(diagramScene(diagram, theme, width), diagramLegend(diagram, theme), theme)

const blobOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The picture is too large for a PNG.')))),
  )

const still = (chart: Plot, theme: Theme, size: ChartSize): EChartsOption => ({
  ...chartOption(chart, theme, { ...size, legend: true }),
  backgroundColor: theme.surface,
  animation: false,
  tooltip: { show: false },
})

const drawn = new Set<Plot['type'] | 'axes'>()

/** Whether nothing of a kind was drawn yet; true once. */
export function isFirst(kind: Plot['type'] | 'axes'): boolean {
  const first = !drawn.has(kind)
  drawn.add(kind)
  return first
}
