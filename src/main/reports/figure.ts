import { escapeHtml } from '../../shared/escape'
import type { Block, ChartBlock } from '../../shared/results/blocks'
import { chartLegend } from '../../shared/results/charts/legend'
import type { Legend, LegendEntry } from '../../shared/results/charts/legendEntry'
import { markerPath } from '../../shared/results/charts/marks'
import { chartSize } from '../../shared/results/charts/size'
import { diagramScene, isDiagram } from '../../shared/results/diagrams/diagram'
import { sceneSvg } from '../../shared/results/diagrams/scene'
import { light, type Theme } from '../../shared/results/theme'
import { clip, html, trusted, type Markup } from './markup'
import { chartSvg } from './svg'

/** A chart with its legend and a numbered caption, in a column of `width` pixels. */
export function chartFigure(block: ChartBlock, width: number, number: number): Markup {
  return html`<figure class="block">
    <div class="body">${trusted(chartPicture(block, width, false))}</div>
    ${legend(block, light)}${caption('Figure', number, block, 'figcaption')}
  </figure>`
}

/** A chart as standalone SVG text; `keyed`: with what its colours mean, for a picture that stands alone. */
export function chartPicture({ title, caption, chart }: ChartBlock, width: number, keyed: boolean): string {
  const name = clip([title, caption].filter(Boolean).join(': '), 300)
  return isDiagram(chart)
    ? sceneSvg(diagramScene(chart, light, width), light, name, { fit: width })
    : chartSvg(chart, light, chartSize(chart, width), escapeHtml(name), keyed)
}

/** "Figure 1. Confusion matrix. 86 test rows." */
export function caption(
  noun: 'Figure' | 'Table',
  number: number,
  block: { title: string; caption?: string },
  element: 'figcaption' | 'p',
): Markup {
  const text = html`<b>${noun} ${number}.</b>
    ${sentence(block.title)}${block.caption ? ` ${sentence(block.caption)}` : ''}`
  return element === 'p' ? html`<p class="cap">${text}</p>` : html`<figcaption class="cap">${text}</figcaption>`
}

const sentence = (text: string): string => {
  const trimmed = clip(text.trim(), 600)
  return /[.!?…]$/.test(trimmed) || trimmed === '' ? trimmed : `${trimmed}.`
}

/** The sign of every class that a chart among the blocks draws: tables show it beside the class's name. */
export function classSigns(blocks: readonly Block[]): ReadonlyMap<string, Markup> {
  const entries = blocks.flatMap(b => (b.kind === 'chart' ? chartLegend(b.chart, light).entries : []))
  return new Map(
    entries.flatMap(e =>
      e.class === undefined
        ? []
        : [[e.name, sign({ name: e.name, sign: 'marker', mark: { ...e.mark, hollow: false } }, light)]],
    ),
  )
}

const mostEntries = 24

function legend(block: ChartBlock, theme: Theme): Markup | undefined {
  const { entries, note, ramp } = chartLegend(block.chart, theme)
  if (entries.length === 0 && note === undefined && ramp === undefined) return undefined
  const rest = entries.length - mostEntries
  return html`<div class="legend">
    ${entries.slice(0, mostEntries).map(e => html`<span>${sign(e, theme)}${clip(e.name, 48)}</span>`)}${
      rest > 0 && html`<span>and ${rest} more</span>`
    }${ramp && rampOf(ramp)}${note !== undefined && html`<span class="note">${note}</span>`}
  </div>`
}

function rampOf({ colors, low, high }: NonNullable<Legend['ramp']>): Markup {
  const steps = colors.map((color, i) => html`<rect x="${i * 16}" width="16" height="8" fill="${color}" />`)
  return html`<span>${low}<svg width="${steps.length * 16}" height="8" aria-hidden="true">${steps}</svg>${high}</span>`
}

function sign({ sign: kind, mark }: LegendEntry, theme: Theme): Markup {
  switch (kind) {
    case 'line': {
      const dash = mark.dash === 'solid' ? '' : mark.dash.join(' ')
      return html`<svg width="20" height="8" viewBox="0 0 20 8" aria-hidden="true">
        <path d="M0 4H20" fill="none" stroke="${mark.color}" stroke-width="1.75" stroke-dasharray="${dash}" />
      </svg>`
    }
    case 'box':
      return html`<svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <rect width="10" height="10" rx="2" fill="${mark.color}" />
      </svg>`
    case 'marker':
      return html`<svg width="10" height="10" viewBox="-5 -5 10 10" aria-hidden="true">
        <path
          d="${markerPath(mark.marker, 3.5)}"
          fill="${mark.hollow ? theme.surface : mark.color}"
          fill-rule="evenodd"
          stroke="${mark.color}"
          stroke-width="${mark.hollow ? 1.25 : 0}"
        />
      </svg>`
  }
}
