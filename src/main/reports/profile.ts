import type { Block, Cell, HistogramChart, TableBlock } from '../../shared/results/blocks'
import { formatNumber, formatTick } from '../../shared/results/format'
import { type TableSummary, tableOf } from '../../shared/results/table'
import { light } from '../../shared/results/theme'
import type { ReportDataset } from './input'
import { clip, html, type Markup } from './markup'
import type { Step } from './outline'

/** A table of more columns is cut to the target and the first ones: nobody reads the pixels of an image one by one. */
const mostColumns = 24

/** One line a column: kind, role, missing cells, values and, where a block gives it, the histogram. */
export function dataProfile(steps: readonly Step[], datasets: readonly ReportDataset[]): Markup | undefined {
  const described = profiled(steps)
  if (described === undefined && datasets.length === 0) return undefined
  const sources = datasets.map(d => {
    const size = `${formatNumber(d.rows, 'integer')} rows × ${formatNumber(d.columns, 'integer')} columns`
    return html`<p class="cap"><b>${clip(d.name, 200)}</b> ${size}, read by ${d.node}.</p>`
  })
  return html`${described && columnTable(described, steps)}${sources}`
}

/** The last node before the first split or preparation that describes its columns: roles are settled there. */
export function profiled(steps: readonly Step[]): TableSummary | undefined {
  const end = steps.findIndex(({ group }) => group === 'prep' || group === 'model')
  return steps
    .slice(0, end < 0 ? undefined : end)
    .flatMap(({ result }) => tableOf(result?.summary) ?? [])
    .findLast(({ columns }) => columns.length > 0)
}

/** Histograms of single columns are drawn in the profile and not again among the results. */
export function columnHistograms(steps: readonly Step[]): Map<string, { block: Block; chart: HistogramChart }> {
  const found = new Map<string, { block: Block; chart: HistogramChart }>()
  const names = new Set(profiled(steps)?.columns.map(c => c.name))
  for (const step of steps) {
    if (!['data', 'table'].includes(step.group) && step.type !== 'profile') continue
    for (const block of step.result?.blocks ?? []) {
      if (block.kind !== 'chart' || block.chart.type !== 'histogram') continue
      const name = [block.chart.x.label, block.title].find(n => names.has(n))
      if (name !== undefined) found.set(name, { block, chart: block.chart })
    }
  }
  return found
}

/** Tables of columns that `data.*` nodes give: what they say goes into the profile, and they are not drawn again. */
export function profileBlocks(steps: readonly Step[]): TableBlock[] {
  return steps.flatMap(s =>
    s.group === 'data'
      ? (s.result?.blocks ?? []).filter((b): b is TableBlock => b.kind === 'table' && b.id === 'profile')
      : [],
  )
}

type Facts = Record<'distinct' | 'min' | 'max', Cell>

/** What those tables say of each column. */
function profileFacts(steps: readonly Step[]): Map<string, Facts> {
  return new Map(
    profileBlocks(steps).flatMap(({ columns, rows }) => {
      const at = (name: string): number => columns.findIndex(c => c.name === name)
      const [name, distinct, min, max] = ['Column', 'Distinct', 'Smallest', 'Largest'].map(at)
      return rows.map((row): [string, Facts] => [
        String(row[name]),
        { distinct: row[distinct], min: row[min], max: row[max] },
      ])
    }),
  )
}

function columnTable({ columns, rows }: TableSummary, steps: readonly Step[]): Markup {
  const facts = profileFacts(steps)
  const histograms = columnHistograms(steps)
  const targets = columns.filter(c => c.role === 'target')
  const others = columns.filter(c => c.role !== 'target')
  const shown = columns.length <= mostColumns ? columns : [...targets, ...others].slice(0, mostColumns)
  const values = shown.map(c => valuesOf(facts.get(c.name)))
  const anyValues = values.some(v => v !== '')
  const body = shown.map((c, i) => {
    const chart = histograms.get(c.name)?.chart
    return html`<tr>
      <th scope="row" class="l mono">${clip(c.name, 80)}</th>
      <td class="l n">${c.kind}</td>
      <td class="l">${c.role}</td>
      <td class="n">${missingText(c.missing, rows)}</td>
      ${
        anyValues && html`<td class="l">${values[i]}</td>`
      }${histograms.size > 0 && html`<td class="n">${chart && sparkline(chart)}</td>`}
    </tr>`
  })
  const rest = columns.length - shown.length
  return html`<table>
      <thead>
        <tr>
          <th scope="col" class="l">Column</th>
          <th scope="col" class="l">Kind</th>
          <th scope="col" class="l">Role</th>
          <th scope="col">Missing</th>
          ${
            anyValues && html`<th scope="col" class="l">Values</th>`
          }${histograms.size > 0 && html`<th scope="col">Distribution</th>`}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
    ${rest > 0 && html`<p class="cap">and ${formatNumber(rest, 'integer')} more columns.</p>`}`
}

function missingText(missing: number, rows: number): Markup {
  if (missing === 0) return html`0 <span class="share"></span>`
  const share = rows > 0 ? Math.min(1, missing / rows) : undefined
  return html`${formatNumber(missing, 'integer')}${share !== undefined && html` <span class="share">${formatNumber(share, 'percent')}</span>`}`
}

/** "32.1 to 59.6", "181 distinct". */
function valuesOf({ min, max, distinct }: Partial<Facts> = {}): string {
  if (typeof min === 'number' && typeof max === 'number') return `${formatTick(min)} to ${formatTick(max)}`
  return typeof distinct === 'number' ? `${formatNumber(distinct, 'integer')} distinct` : ''
}

/** The shape of a column in 96 × 20 pixels. */
function sparkline(chart: HistogramChart): Markup {
  const counts = chart.edges.slice(1).map((_, i) => chart.series.reduce((sum, s) => sum + (s.counts[i] ?? 0), 0))
  const [low, high, tallest] = [chart.edges[0], chart.edges.at(-1)!, Math.max(...counts, 1)]
  const x = (edge: number): number => Math.round(((edge - low) / (high - low || 1)) * 960) / 10
  const bars = counts.slice(0, 96).map((n, i) => {
    const height = Math.round((n / tallest) * 190) / 10
    return html`<rect
      x="${x(chart.edges[i])}"
      y="${20 - height}"
      width="${Math.max(0.6, x(chart.edges[i + 1]) - x(chart.edges[i]) - 0.8)}"
      height="${height}"
    />`
  })
  return html`<svg
    class="spark"
    width="96"
    height="20"
    viewBox="0 0 96 20"
    fill="${light.axis}"
    role="img"
    aria-label="histogram"
  >
    ${bars}
  </svg>`
}
