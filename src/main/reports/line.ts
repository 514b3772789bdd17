import { headlineLabel, headlineValue } from '../../shared/results/headline'
import { formatCount, formatNumber, formatTick } from '../../shared/results/format'
import type { Parameter, Parameters } from '../../shared/params'
import { choiceLabel, labelOf } from '../../shared/words'
import { datasetOf, tableOf } from '../../shared/results/table'
import { z } from '../../shared/zod'
import { textWidth } from '../../shared/results/charts/labels'
import { nodeIcon } from './icons'
import { clip, html, type Markup } from './markup'
import { member, type Step } from './outline'

/** The pipeline as cards in the order of the run, joined where one feeds the next. */
export function lineCards(steps: readonly Step[]): Markup {
  const columns = steps.length <= 8 ? Math.max(4, steps.length) : Math.ceil(steps.length / Math.ceil(steps.length / 8))
  const cards = steps.map((step, i) => {
    const before = steps[i - 1]?.id
    const joined = i % columns !== 0 && before !== undefined && step.from.includes(before)
    const elsewhere = step.from.filter(f => f !== before)
    const status = step.result?.status ?? 'skipped'
    return html`<div class="card ${joined ? 'next' : ''} ${status}">
      ${nodeIcon(step.icon, step.title)}<b>${clip(step.title, 48)}</b>${
        elsewhere.length > 0 && html`<span class="clip">from ${clip(elsewhere.join(', '), 40)}</span>`
      }<span class="clip">${clip(setting(step), 48)}</span><span class="clip head">${headline(step)}</span>
    </div>`
  })
  return html`<div class="line" style="--n:${columns}">${cards}</div>`
}

/** Text that fits a card in a line of eight. */
const cardWidth = 76

/** What is set, in a few words: `species`, `standard`, `C 0.5`; of a node left as it comes, its first choice. */
export function setting({ params, result, spec }: Pick<Step, 'params' | 'result' | 'spec'>): string {
  // A dropped file has no path; its table has a name.
  const table = datasetOf(result?.summary)?.name
  const known = spec?.parameters ?? {}
  const chief = Object.values(known).find(p => p.kind === 'choice')
  const parts = told(params, known).flatMap(([name, value]): string[] => {
    const p = member(known, name)
    if (typeof value === 'string' && value.startsWith('dataset:')) return [table ?? 'a dropped file']
    if (p?.kind === 'choice' && typeof value === 'string')
      return [p === chief ? small(choiceLabel(value)) : `${nameOf(name, p)} ${small(choiceLabel(value))}`]
    if (typeof value === 'string' && value !== '')
      return [value.slice(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1) || value]
    if (typeof value === 'number') return [`${nameOf(name, p)} ${formatTick(value)}`]
    if (value === true) return [nameOf(name, p)]
    return []
  })
  if (parts.length === 0 && chief) parts.push(small(choiceLabel(chief.default)))
  const both = parts.slice(0, 2).join(' · ')
  return textWidth(both) <= cardWidth ? both : (parts[0] ?? '')
}

/** What was set, in the order of the form: what differs from the default, where the node type is known. */
function told(params: Step['params'], known: Parameters): [string, unknown][] {
  const names = Object.keys(known)
  const set = Object.entries(params).filter(([name, value]) => member(known, name)?.default !== value)
  return set.sort(([a], [b]) => names.indexOf(a) - names.indexOf(b))
}

/** A parameter as the form calls it, in the middle of a line; by its own name where its node type is not known. */
const nameOf = (name: string, p: Parameter | undefined): string => (p ? small(labelOf(name, p.title)) : name)

/** "Gradient descent" → "gradient descent"; "L2", "C" and "k-fold" stay. */
const small = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label

/** One figure that says what the node did; of one that has none the size of its table. */
export function headline({ result }: Step): string {
  if (result === undefined || result.status === 'skipped') return 'not run'
  if (result.status !== 'done') return result.status
  if (result.headline) return `${headlineLabel(result.headline)} ${headlineValue(result.headline)}`
  const rows = result.summary?.['rows']
  if (typeof rows !== 'number') return 'done'
  const columns = tableOf(result.summary)?.columns.length
  return columns ? `${formatNumber(rows, 'integer')} × ${formatNumber(columns, 'integer')}` : formatCount(rows, 'row')
}

const split = z.object({ counts: z.record(z.string(), z.number()) })

/** Rows by partition, where a split says so: `counts` = {train: 258, test: 86}. */
export function partitionRows(step: Step): [string, number][] | undefined {
  const { counts } = split.safeParse(step.result?.summary).data ?? { counts: {} }
  const found = Object.entries(counts).filter(([, n]) => n > 0)
  return found.length > 0 ? found : undefined
}

/** What the cards do not say: from where on only the training rows were learned from. */
export function lineNote(steps: readonly Step[]): string | undefined {
  const split = steps.find(s => s.type === 'prep.split' && s.result?.status === 'done')
  if (split === undefined) return undefined
  const train = partitionRows(split)?.find(([name]) => name === 'train')
  const rows =
    split.params['method'] === 'kFold'
      ? 'the training rows of each fold'
      : train === undefined
        ? 'the training rows'
        : `the ${formatNumber(train[1], 'integer')} training rows`
  return `Everything after ${split.title} learned from ${rows} only.`
}
