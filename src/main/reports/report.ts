import interFont from './font/inter.woff2?inline'
import styles from './report.css?inline'
import type { Block } from '../../shared/results/blocks'
import { formatDuration, formatNumber } from '../../shared/results/format'
import { blockRows, metricStrip, type Numbering } from './blocks'
import { latheMark } from './icons'
import type { ReportInput } from './input'
import { lineCards, lineNote } from './line'
import { clip, html, trusted, type Markup } from './markup'
import { outline, type Step } from './outline'
import { columnHistograms, dataProfile, profileBlocks } from './profile'
import { repeatSection } from './repeat'
import { headlineMetrics, reportTitle, summarySentence } from './summary'

/** No script, no request: all that a report may do is lay out what it carries. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"

/** Latin Inter, 48 kB: without it every machine breaks lines elsewhere, and figures do not line up in fonts without tabular digits. */
const fontFace = `@font-face{font-family:Inter;src:url(${interFont}) format('woff2');font-weight:100 900;font-display:swap}`

/**
 * A run as one HTML file that needs nothing else: no script, no network. Sections: the line, the data, each node's result
 * blocks in pipeline order with figures and tables numbered through, warnings, failures, and what is needed to repeat it.
 */
export function renderReport(input: ReportInput): string {
  const steps = outline(input)
  const numbering: Numbering = { figure: 0, table: 0, section: 0 }
  const title = reportTitle(input)
  const strip = headlineMetrics(steps)
  const note = lineNote(steps)
  const profile = dataProfile(steps, input.datasets)
  const drawn = new Set<Block>(
    profile ? [...profileBlocks(steps), ...[...columnHistograms(steps).values()].map(h => h.block)] : [],
  )
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="Lathe ${input.version}" />
        <title>${title} · Lathe report</title>
        <style>
          ${trusted(fontFace + styles)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <div class="brand">
              ${latheMark}<span>Lathe report</span
              ><time class="when num" datetime="${input.date.toISOString()}">${longDate(input.date)}</time>
            </div>
            <h1>${title}</h1>
            <p class="lead">${clip(summarySentence(input, steps), 600)}</p>
            ${strip && metricStrip(strip.items, true)}
          </header>
          ${section(numbering, 'The line', html`${lineCards(steps)}${note && html`<p class="cap">${note}</p>`}`)}
          ${profile && section(numbering, 'The data', profile)}
          ${steps.map(step => stepSection(step, unseen(step, drawn, strip?.block, strip?.items.length), numbering))}
          ${warnings(steps, numbering)} ${failures(steps, numbering)} ${repeatSection(input, steps)}
        </main>
      </body>
    </html> `
  return page.text
}

function section(numbering: Numbering, title: string, content: Markup | readonly Markup[], meta?: string): Markup {
  return html`<section>
    <h2>
      <span class="no">${++numbering.section}</span>
      ${clip(title, 120)}${meta !== undefined && html` <span class="meta num">${meta}</span>`}
    </h2>
    ${content}
  </section>`
}

function stepSection(step: Step, blocks: readonly Block[], numbering: Numbering): Markup | undefined {
  if (blocks.length === 0) return undefined
  const { milliseconds, cached, gpu } = step.result!
  const meta = [
    clip(step.id, 40),
    cached ? 'from cache' : milliseconds !== undefined && formatDuration(milliseconds),
    gpu !== undefined && gpu.dispatches > 0 && `${formatNumber(gpu.dispatches, 'integer')} dispatches`,
  ]
  return section(numbering, step.title, blockRows(blocks, numbering), meta.filter(Boolean).join(' · '))
}

/** The blocks of a step without what already stands above: histograms of the profile, and the first figures of the headline. */
function unseen(step: Step, drawn: ReadonlySet<Block>, headline: Block | undefined, shown = 0): Block[] {
  return (step.result?.blocks ?? []).flatMap((b): Block[] => {
    if (drawn.has(b)) return []
    if (b !== headline || b.kind !== 'metrics') return [b]
    return b.items.length > shown ? [{ ...b, items: b.items.slice(shown) }] : []
  })
}

function warnings(steps: readonly Step[], numbering: Numbering): Markup | undefined {
  const found = steps.flatMap(s =>
    (s.result?.warnings ?? []).map(text => html`<div class="box"><b>${s.title}</b> ${clip(text, 2000)}</div>`),
  )
  return found.length > 0 ? section(numbering, 'Warnings', found) : undefined
}

function failures(steps: readonly Step[], numbering: Numbering): Markup | undefined {
  const found = steps.flatMap(({ title, result }) => {
    if (result?.status !== 'failed') return []
    const { error } = result
    return [
      html`<div class="box bad">
        <b>${title} failed.</b> ${clip(error?.message ?? 'No reason was given.', 2000)}
        ${error?.remedy && clip(error.remedy, 2000)}${
          error?.where !== undefined && html`<div class="where">at ${clip(error.where, 400)}</div>`
        }
      </div>`,
    ]
  })
  return found.length > 0 ? section(numbering, 'What failed', found) : undefined
}

/** "20 November 2026", in the machine's own time zone. */
export function longDate(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(date)
}
