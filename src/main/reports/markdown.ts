import type { Block, ChartBlock, Plot, TableBlock } from '../../shared/results/blocks'
import { bandsSentence } from '../../shared/results/charts/bands'
import { diagramSentence, diagramTable, isDiagram } from '../../shared/results/diagrams/diagram'
import { columnFormat, formatCell, formatCount, formatNumber, formatTick } from '../../shared/results/format'
import type { ReportSection } from '../../shared/pipeline/report'
import { type Passage, passages, shows } from './arrangement'
import { chartPicture } from './figure'
import type { ReportInput } from './input'
import { headline, lineNote, setting } from './line'
import { clip } from './markup'
import { outline, type Step } from './outline'
import { profiled } from './profile'
import { readProse } from './prose'
import { documentText, repeatFacts, workColumns, workRows } from './repeat'
import { longDate } from './report'
import { headlineMetrics, reportTitle, summarySentence } from './summary'

const mostRows = 24
const pictureWidth = 772

/** Keeps the picture of a chart, the n-th of its report, and gives its address from the report. */
export type KeepPicture = (svg: string, number: number) => string

/**
 * A run as Markdown, arranged as its document says: tables as tables, a chart as its picture where pictures are kept, as a sentence and,
 * where it is small, as the table of what it draws.
 */
export function renderMarkdown(input: ReportInput, keep?: KeepPicture): string {
  let pictures = 0
  const picture = (block: ChartBlock): string[] =>
    keep ? [`![${plain(clip(block.title, 200))}](${keep(chartPicture(block, pictureWidth, true), ++pictures)})`] : []
  const steps = outline(input)
  const failed = noted('## What failed', steps.flatMap(failure))
  const sections: Readonly<Record<ReportSection, () => string[]>> = {
    summary: () => [plain(summarySentence(input, steps))],
    headline: () => headlineParts(steps),
    line: () => lineParts(steps),
    data: () => dataParts(steps),
    warnings: () => [...warned(steps), ...failed],
    repeat: () => [...(shows(input, 'warnings') ? [] : failed), ...repeatParts(input, steps)],
  }
  const draw = (p: Passage): string[] =>
    p.kind === 'section' ? sections[p.name]() : p.kind === 'text' ? [proseText(p.text)] : stepParts(p, picture)
  const told = shows(input, 'warnings') || shows(input, 'repeat')
  const parts = [
    `# ${plain(reportTitle(input))}`,
    `Lathe report, ${longDate(input.date)}`,
    ...passages(input, steps).flatMap(draw),
    ...(told ? [] : failed),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function headlineParts(steps: readonly Step[]): string[] {
  const items = headlineMetrics(steps)?.items ?? []
  return [
    table(
      ['Figure', 'Value', ''],
      items.map(m => [m.label, formatCell(m.value, m.format), m.context ?? '']),
    ),
  ]
}

function lineParts(steps: readonly Step[]): string[] {
  const cards = table(
    ['Step', 'Setting', 'Result'],
    steps.map(s => [s.title, setting(s), headline(s)]),
  )
  return ['## The line', cards, plain(lineNote(steps) ?? '')]
}

function dataParts(steps: readonly Step[]): string[] {
  const columns = profiled(steps)?.columns ?? []
  if (columns.length === 0) return []
  const rows = columns.slice(0, 200).map(c => [c.name, c.kind, c.role, formatNumber(c.missing, 'integer')])
  return ['## The data', table(['Column', 'Kind', 'Role', 'Missing'], rows)]
}

const warned = (steps: readonly Step[]): string[] =>
  noted(
    '## Warnings',
    steps.flatMap(s => (s.result?.warnings ?? []).map(w => `- **${plain(s.title)}:** ${plain(w)}`)),
  )

const repeatParts = (input: ReportInput, steps: readonly Step[]): string[] => [
  '## To repeat this',
  table(['', ''], repeatFacts(input)),
  table([...workColumns], workRows(steps)),
  fenced(documentText(input)),
]

/** A person's own text: its paragraphs, lists and bold words, and nothing else of Markdown. */
function proseText(text: string): string {
  return readProse(text)
    .map(({ kind, items }) =>
      items
        .map(words => words.map(w => (w.bold ? `**${plain(w.text)}**` : spaced(w.text))).join(''))
        .map((line, i) => (kind === 'bullets' ? `- ${line}` : kind === 'numbers' ? `${i + 1}. ${line}` : line))
        .join('\n'),
    )
    .join('\n\n')
}

/** Plain text that keeps the blanks at its ends: it stands in a line with bold words. */
const spaced = (text: string): string => `${/^\s/.test(text) ? ' ' : ''}${plain(text)}${/\S\s+$/.test(text) ? ' ' : ''}`

const noted = (title: string, lines: readonly string[]): string[] => (lines.length > 0 ? [title, lines.join('\n')] : [])

function failure({ title, result }: Step): string[] {
  if (result?.status !== 'failed') return []
  const { error } = result
  return [
    `- **${plain(title)}:** ${plain([error?.where, error?.message, error?.remedy?.text].filter(Boolean).join(' '))}`,
  ]
}

type Drawn = (block: ChartBlock) => string[]

function stepParts({ step, runs }: Extract<Passage, { kind: 'step' }>, picture: Drawn): string[] {
  const content = runs.flatMap(run =>
    'text' in run ? [proseText(run.text)] : run.blocks.flatMap(b => blockParts(b, picture)),
  )
  return [`## ${plain(step.title)}`, ...content]
}

function blockParts(block: Block, picture: Drawn): string[] {
  const head = [`### ${plain(block.title)}`, ...(block.caption ? [plain(block.caption)] : [])]
  switch (block.kind) {
    case 'metrics':
      return [
        ...head,
        table(
          ['Figure', 'Value', ''],
          block.items.map(m => [m.label, formatCell(m.value, m.format), m.context ?? '']),
        ),
      ]
    case 'table':
      return [...head, ...tableParts(block)]
    case 'text':
      return [...head, plain(block.text)]
    case 'chart':
      return [...head, ...picture(block), ...chartParts(block)]
  }
}

function tableParts(block: Pick<TableBlock, 'columns' | 'rows'>): string[] {
  const shown = block.rows.slice(0, 100)
  const formats = block.columns.map((c, i) =>
    columnFormat(
      shown.map(r => r[i]),
      c.format,
    ),
  )
  const rows = shown.map(r => formats.map((format, i) => formatCell(r[i], format)))
  const cut = block.rows.length > 100 ? [`The first 100 of ${formatNumber(block.rows.length, 'integer')} rows.`] : []
  return [
    table(
      block.columns.map(c => c.name),
      rows,
    ),
    ...cut,
  ]
}

function chartParts({ chart }: ChartBlock): string[] {
  if (isDiagram(chart)) {
    const data = diagramTable(chart)
    return [plain(diagramSentence(chart)), ...(data.rows.length <= 60 ? tableParts(data) : [])]
  }
  const data = chartTable(chart)
  return [plain(chartSentence(chart)), ...(data === undefined ? [] : [data])]
}

/** What is drawn, in words. */
function chartSentence(chart: Plot): string {
  const axes = (x: string, y: string): string => (x && y ? `${y} by ${x}` : x || y || 'values')
  switch (chart.type) {
    case 'scatter':
      return `Points of ${axes(chart.x.label, chart.y.label)}: ${named(chart.series, s => s.points.length)}.`
    case 'line':
      return `Curves of ${axes(chart.x.label, chart.y.label)}: ${clipList(chart.series.map(s => `${s.name} ${range(s.points.map(p => p[1]))}`))}.${bandsSentence(chart)}`
    case 'bar':
      return `Bars of ${axes(chart.category.label, chart.value.label)} for ${formatCount(chart.categories.length, 'name')}.`
    case 'histogram':
      return `Histogram of ${chart.x.label || 'values'} in ${formatCount(Math.max(0, chart.edges.length - 1), 'bin')}${chart.edges.length > 1 ? ` from ${formatTick(chart.edges[0])} to ${formatTick(chart.edges.at(-1)!)}` : ''}.`
    case 'heatMap':
      return chart.scale === 'confusion'
        ? 'Rows are true, columns predicted.'
        : `${formatCount(chart.y.categories.length, 'row')} by ${formatCount(chart.x.categories.length, 'column')}.`
    case 'interval':
      return `Estimates of ${chart.value.label || 'values'} with their intervals, against ${formatTick(chart.reference)}.`
    case 'boundary':
      return `The plane of ${axes(chart.x.label, chart.y.label)}, divided between ${clipList(chart.classes)}, with ${named(chart.points, s => s.points.length)}.`
  }
}

const clipList = (names: readonly string[]): string =>
  names
    .slice(0, 12)
    .map(n => clip(n, 60))
    .join(', ') + (names.length > 12 ? ` and ${names.length - 12} more` : '')

function named<T extends { name: string }>(series: readonly T[], count: (s: T) => number): string {
  const totals = new Map<string, number>()
  for (const s of series) totals.set(s.name, (totals.get(s.name) ?? 0) + count(s))
  return clipList([...totals].map(([name, n]) => `${formatNumber(n, 'integer')} ${name}`)) || 'none'
}

function range(values: readonly (number | null)[]): string {
  const there = values.filter((v): v is number => v !== null && Number.isFinite(v))
  return there.length === 0
    ? 'without values'
    : `from ${formatNumber(there[0], 'figure')} to ${formatNumber(there.at(-1), 'figure')}`
}

function chartTable(chart: Plot): string | undefined {
  switch (chart.type) {
    case 'heatMap': {
      if (chart.x.categories.length > 12 || chart.y.categories.length > mostRows) return undefined
      const format = chart.format ?? (chart.scale === 'confusion' ? 'integer' : 'figure')
      return table(
        ['', ...chart.x.categories],
        chart.y.categories.map((name, y) => [
          name,
          ...chart.x.categories.map((_, x) => formatNumber(chart.values[y]?.[x], format)),
        ]),
      )
    }
    case 'bar':
      if (chart.categories.length > mostRows) return undefined
      return table(
        [chart.category.label, ...chart.series.map(s => s.name)],
        chart.categories.map((name, i) => [name, ...chart.series.map(s => formatNumber(s.values[i]))]),
      )
    case 'interval': {
      const rows = chart.series.flatMap(s =>
        chart.categories.map((name, i) => [
          name,
          s.name,
          ...(['value', 'low', 'high'] as const).map(k => formatNumber(s.points[i]?.[k])),
        ]),
      )
      return rows.length > 60 ? undefined : table(['Name', 'Series', 'Estimate', 'Low', 'High'], rows)
    }
    default:
      return undefined
  }
}

/** A table; the first column is left, the others right. */
function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]): string => `| ${cells.map(c => plain(clip(c, 300))).join(' | ')} |`
  return [line(columns), `| ${columns.map((_, i) => (i === 0 ? ':--' : '--:')).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  )
}

/** Text that Markdown reads as text: no markup, no HTML, no second line. */
export function plain(text: string): string {
  return text
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]()#|!~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^[-+=]/, '\\$&')
}

/** A code block behind a fence that nothing inside can close. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(m => m[0].length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}json\n${text}\n${fence}`
}
