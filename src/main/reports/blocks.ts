import type { Block, ChartBlock, MetricsBlock, TableBlock } from '../../shared/results/blocks'
import { textWidth } from '../../shared/results/charts/labels'
import { isDiagram } from '../../shared/results/diagrams/diagram'
import { columnFormat, formatCell, formatNumber } from '../../shared/results/format'
import { caption, chartFigure, classSigns } from './figure'
import { clip, html, type Markup } from './markup'

/** Numbers of figures and tables, running through the whole report. */
export interface Numbering {
  figure: number
  table: number
  section: number
}

const column = { full: 772, half: 374, wide: 452, narrow: 296 } as const
const mostRows = 40
const mostColumns = 12

/** The blocks of a node, two beside each other where both are small. */
export function blockRows(blocks: readonly Block[], numbering: Numbering): Markup[] {
  const rows: Markup[] = []
  const signs = classSigns(blocks)
  for (let i = 0; i < blocks.length; i++) {
    const [block, next] = [blocks[i], blocks[i + 1]]
    if (next !== undefined && pairs(block, next)) {
      const wide = wideBeside(block, next)
      const left = draw(block, wide ? column.wide : column.half, numbering, signs)
      const right = draw(next, wide ? column.narrow : column.half, numbering, signs)
      rows.push(html`<div class="row ${wide ? 'wide' : 'two'}">${left}${right}</div>`)
      i++
    } else rows.push(html`<div class="row">${draw(block, column.full, numbering, signs)}</div>`)
  }
  return rows
}

/** A strip of figures. `large`: the headline of the report. */
export function metricStrip(items: MetricsBlock['items'], large: boolean): Markup {
  const cells = items.map(m => {
    const value = clip(
      formatCell(m.value, typeof m.value === 'number' && m.format === undefined ? metricFormat(m.value) : m.format),
      60,
    )
    return html`<div>
      <div class="label">${clip(m.label, 80)}</div>
      <div class="${value.length > 11 ? 'kv long' : 'kv'}">${value}</div>
      ${m.context !== undefined && html`<div class="context">${clip(m.context, 120)}</div>`}
    </div>`
  })
  return large
    ? html`<div class="strip" style="--n:${Math.max(2, items.length)}">${cells}</div>`
    : html`<div class="strip small">${cells}</div>`
}

const metricFormat = (value: number): 'integer' | 'figure' => (Number.isInteger(value) ? 'integer' : 'figure')

function draw(block: Block, width: number, numbering: Numbering, signs: ReadonlyMap<string, Markup>): Markup {
  switch (block.kind) {
    case 'chart':
      return chartFigure(block, width, ++numbering.figure)
    case 'table':
      return tableFigure(block, ++numbering.table, signs)
    case 'metrics':
      return html`<div class="block">
        <h3>${clip(block.title, 120)}</h3>
        ${metricStrip(block.items, false)}${block.caption !== undefined && html`<p class="cap">${block.caption}</p>`}
      </div>`
    case 'text':
      return block.tone === 'warning'
        ? html`<div class="box">
            <b>${block.title}</b>
            <div class="prose">${block.text}</div>
          </div>`
        : html`<div class="block">
            <h3>${block.title}</h3>
            <p class="prose">${block.text}</p>
          </div>`
  }
}

function tableFigure(block: TableBlock, number: number, signs: ReadonlyMap<string, Markup>): Markup {
  const columns = block.columns.slice(0, mostColumns)
  const left = columns.map((c, i) =>
    c.align ? c.align === 'left' : block.rows.slice(0, mostRows).every(r => typeof r[i] !== 'number'),
  )
  const formats = columns.map((c, i) =>
    columnFormat(
      block.rows.slice(0, mostRows).map(r => r[i]),
      c.format,
    ),
  )
  const rows = block.rows.slice(0, mostRows).map(
    row =>
      html`<tr>
        ${columns.map((_, i) => {
          const text = clip(formatCell(row[i], formats[i]), 120)
          return html`<td class="${left[i] ? 'l' : 'n'}">${i === 0 && signs.get(text)}${text}</td>`
        })}
      </tr>`,
  )
  const cut = [
    block.rows.length > mostRows && `The first ${mostRows} of ${formatNumber(block.rows.length, 'integer')} rows.`,
    block.columns.length > mostColumns &&
      `The first ${mostColumns} of ${formatNumber(block.columns.length, 'integer')} columns.`,
  ].filter(t => t !== false)
  const text = [block.caption && (/[.!?…]$/.test(block.caption) ? block.caption : `${block.caption}.`), ...cut]
    .filter(Boolean)
    .join(' ')
  return html`<div class="${rows.length > 14 ? 'block tabular long' : 'block tabular'}">
    <div class="body" style="max-width:${Math.max(column.half, Math.round(tableWidth(block) * 1.5))}px">
      <table>
        <thead>
          <tr>
            ${columns.map((c, i) => html`<th scope="col" class="${left[i] ? 'l' : ''}">${clip(c.name, 80)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${caption('Table', number, { title: block.title, caption: text }, 'p')}
  </div>`
}

const pairs = (a: Block, b: Block): boolean => small(a) && small(b) && (a.kind === 'chart' || b.kind === 'chart')

/** An interval chart needs room for its names: the table beside it takes less. */
const wideBeside = (a: Block, b: Block): boolean =>
  a.kind === 'chart' && a.chart.type === 'interval' && b.kind === 'table' && tableWidth(b) <= column.narrow

/** One short block that needs half of the page's width: a table, or a few figures. */
export function isNarrow([block, ...more]: readonly Block[]): boolean {
  if (!block || more.length > 0) return false
  return block.kind === 'metrics' ? block.items.length <= 3 : block.kind === 'table' && small(block)
}

function small(block: Block): boolean {
  if (block.kind === 'chart') return smallChart(block)
  return block.kind === 'table' && block.rows.length <= 14 && tableWidth(block) <= column.half
}

function smallChart({ chart }: ChartBlock): boolean {
  if (isDiagram(chart)) return false
  switch (chart.type) {
    case 'heatMap':
      return chart.x.categories.length <= 4 && chart.y.categories.length <= 4
    case 'interval':
      return chart.categories.length <= 10
    case 'bar':
      return chart.categories.length <= 12
    default:
      return true
  }
}

/** Width in pixels that a table needs so that no cell wraps. */
function tableWidth(block: TableBlock): number {
  return block.columns.reduce((sum, c, i) => {
    const cells = block.rows.slice(0, mostRows).map(r => textWidth(clip(formatCell(r[i], c.format), 120), 12))
    return sum + Math.max(textWidth(c.name, 11), ...cells) + 14
  }, 0)
}
