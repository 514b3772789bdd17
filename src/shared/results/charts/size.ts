import type { Chart, Diagram } from '../blocks'
import { diagramScene, isDiagram } from '../diagrams/diagram'
import { light } from '../theme'
import { shownNames } from './shown'

export interface ChartSize {
  width: number
  height: number
}

/** Diagrams find their size by being laid out: a page asks for it again and again. */
const sizes = new WeakMap<Diagram, { asked: number; size: ChartSize }>()

/** The size at which a chart reads well in a column of `width` pixels. */
export function chartSize(chart: Chart, width: number): ChartSize {
  if (isDiagram(chart)) {
    const known = sizes.get(chart)
    if (known?.asked === width) return known.size
    const { width: wide, height } = diagramScene(chart, light, width)
    const size = { width: wide, height }
    sizes.set(chart, { asked: width, size })
    return size
  }
  const rows = (n: number): number => Math.min(shownNames, Math.max(1, n))
  switch (chart.type) {
    case 'heatMap': {
      const [columns, lines] = [rows(chart.x.categories.length), rows(chart.y.categories.length)]
      const cell =
        chart.scale === 'confusion' ? Math.min(64, Math.max(18, 420 / lines)) : Math.min(34, Math.max(14, 460 / lines))
      const wide =
        chart.scale === 'confusion' ? Math.min(width, 96 + columns * 78) : Math.min(width, 130 + columns * 56)
      return { width: wide, height: Math.round(46 + lines * cell + (lines > 8 ? 40 : 0)) }
    }
    case 'interval': {
      const line = Math.max(22, 10 + chart.series.length * 8)
      return { width, height: Math.min(1400, 48 + rows(chart.categories.length) * line) }
    }
    case 'bar':
      return chart.horizontal
        ? { width, height: Math.min(1100, Math.max(140, 52 + rows(chart.categories.length) * 22)) }
        : { width, height: 240 }
    default:
      return { width, height: width > 560 ? 300 : Math.round(Math.min(260, width * 0.66)) }
  }
}
