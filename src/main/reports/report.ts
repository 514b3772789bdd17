import type { ReportSection } from '../../shared/pipeline/report'
import type { Block } from '../../shared/results/blocks'
import { formatDuration } from '../../shared/results/format'
import { foldedAway, inRows, type Passage, passages, shows } from './arrangement'
import { blockRows, isNarrow, metricStrip, type Numbering } from './blocks'
import { latheMark } from './icons'
import type { ReportInput } from './input'
import { lineCards, lineNote } from './line'
import { clip, html, trusted, type Markup } from './markup'
import { outline, type Step } from './outline'
import { columnHistograms, dataProfile, profileBlocks } from './profile'
import { proseMarkup } from './prose'
import { repeatSection } from './repeat'
import { reportStyle } from './style'
import { headlineMetrics, reportTitle, summarySentence } from './summary'

/** No script, no request: all that a report may do is lay out what it carries. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"

const styleElement = trusted(`<style>${reportStyle}</style>`)

/**
 * A run as one HTML file that needs nothing else: no script, no network. What its document arranges, else: scores, the line, the data,
 * warnings, behind a switch what the other nodes say, and what is needed to repeat it; figures and
 * tables are numbered through. Failures are always told.
 */
export function renderReport(input: ReportInput): string {
  const steps = outline(input)
  const numbering: Numbering = { figure: 0, table: 0, section: 0 }
  const title = reportTitle(input)
  const strip = shows(input, 'headline') ? headlineMetrics(steps) : undefined
  const profile = shows(input, 'data') ? dataProfile(steps, input.datasets) : undefined
  const drawn = new Set<Block>(
    profile ? [...profileBlocks(steps), ...[...columnHistograms(steps).values()].map(h => h.block)] : [],
  )
  const sections: Readonly<Record<ReportSection, () => Markup | undefined | false>> = {
    summary: () => html`<p class="lead">${clip(summarySentence(input, steps), 600)}</p>`,
    headline: () => strip && metricStrip(strip.items, true),
    line: () => theLine(steps, numbering),
    data: () => profile && section(numbering, 'The data', profile),
    warnings: () => html`${warnings(steps, numbering)} ${failures(steps, numbering)}`,
    repeat: () => html`${!shows(input, 'warnings') && failures(steps, numbering)} ${repeatSection(input, steps)}`,
  }
  const draw = (p: Passage): Markup | undefined | false =>
    p.kind === 'section' ? sections[p.name]() : p.kind === 'text' ? proseMarkup(p.text) : stepSection(p, numbering)
  const drawRows = (stretch: readonly Passage[]) =>
    inRows(stretch, isNarrow).map(row =>
      row.length > 1 ? html`<div class="beside">${row.map(draw)}</div>` : draw(row[0]),
    )
  const made = passages(input, steps, b => unseen(b, drawn, strip))
  const [from, to] = foldedAway(input, made)
  const body = [...drawRows(made.slice(0, from)), folded(drawRows(made.slice(from, to))), ...drawRows(made.slice(to))]
  const told = shows(input, 'warnings') || shows(input, 'repeat')
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="Lathe ${input.version}" />
        <title>${title} · Lathe report</title>
        ${styleElement}
      </head>
      <body>
        <main>
          <header>
            <div class="brand">
              ${latheMark}<span>Lathe report</span
              ><time class="when num" datetime="${input.date.toISOString()}">${longDate(input.date)}</time>
            </div>
            <h1>${title}</h1>
          </header>
          ${body} ${!told && failures(steps, numbering)}
        </main>
      </body>
    </html> `
  return page.text
}

function theLine(steps: readonly Step[], numbering: Numbering): Markup {
  const note = lineNote(steps)
  return section(numbering, 'The line', html`${lineCards(steps)}${note && html`<p class="cap">${note}</p>`}`)
}

/** What other steps say, behind a switch that needs no script; print opens it. */
const folded = (rows: readonly (Markup | undefined | false)[]): Markup | false =>
  rows.length > 0 &&
  html`<details class="rest">
    <summary>What the other steps say of themselves</summary>
    ${rows}
  </details>`

function section(numbering: Numbering, title: string, content: Markup | readonly Markup[]): Markup {
  return headed(++numbering.section, title, content)
}

function headed(number: number, title: string, content: Markup | readonly Markup[], meta?: string): Markup {
  return html`<section>
    <h2>
      <span class="no">${number}</span>
      ${clip(title, 120)}${meta !== undefined && html` <span class="meta num">${meta}</span>`}
    </h2>
    ${content}
  </section>`
}

function stepSection({ step, runs }: Extract<Passage, { kind: 'step' }>, numbering: Numbering): Markup {
  const { milliseconds, cached } = step.result!
  const meta = [clip(step.id, 40), cached ? 'from cache' : milliseconds !== undefined && formatDuration(milliseconds)]
  const number = ++numbering.section
  const content = runs.flatMap(run => ('text' in run ? [proseMarkup(run.text)] : blockRows(run.blocks, numbering)))
  return headed(number, step.title, content, meta.filter(Boolean).join(' · '))
}

/** A block without what already stands above: a histogram of the profile, the first figures of the headline. */
function unseen(
  block: Block,
  drawn: ReadonlySet<Block>,
  headline: ReturnType<typeof headlineMetrics>,
): Block | undefined {
  if (drawn.has(block)) return undefined
  if (block !== headline?.block || block.kind !== 'metrics') return block
  const shown = headline.items.length
  return block.items.length > shown ? { ...block, items: block.items.slice(shown) } : undefined
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
        ${error?.remedy && clip(error.remedy.text, 2000)}${
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
