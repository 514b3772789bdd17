import { largest } from '../../../engine/features'
import { tex } from '../../../engine/tex'
import { cellAt, type Example, type Finished, type WorkedLine, type WorkedStep } from '../../../engine/worked'
import { columnNamed } from '../../../frame/frame'
import { analyzer } from './counts'
import { hashed } from './hash'
import { type TextValues, weightOf } from './weights'

/** A term of the row, and the component it counts in. */
interface Term {
  name: string
  count: number
  component: number
}

/** One text as its terms, and what each weighs. */
export const example: Example = {
  async steps(at) {
    const params = at.params as unknown as TextValues
    const text = String((await cellAt(at, at.before, columnOf(at))) ?? '')
    const terms = termsOf(at, text, params)
    const known = terms.filter(t => t.component >= 0)
    const others = terms.filter(t => t.component < 0)
    const weights = await rowOf(at)
    const absent =
      others.length > 0
        ? ` Not in the vocabulary: ${others
            .slice(0, 8)
            .map(t => t.name)
            .join(', ')}${others.length > 8 ? ' …' : ''}.`
        : ''
    if (params.vectorizer === 'tfidf') return [await weighed(at, known, weights, absent)]
    return [counted(known, weights, params, absent)]
  },
}

const columnOf = (at: Finished): string => at.state['column'] as string

function termsOf(at: Finished, text: string, params: TextValues): Term[] {
  const counts = new Map<string, number>()
  for (const term of analyzer(params)(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
  const vocabulary = at.state['vocabulary'] as readonly string[] | null
  return Array.from(counts, ([name, count]) => ({
    name,
    count,
    component: vocabulary ? vocabulary.indexOf(name) : hashed(name, params.nFeatures),
  }))
}

/** What the run gave the row: its components with their weights. */
async function rowOf(at: Finished): Promise<Map<number, number>> {
  const { cells } = columnNamed(at.after, columnOf(at))
  if (cells.form !== 'terms') return new Map()
  const { starts, columns, values } = await cells.sparse()
  const places = Array.from(
    columns.subarray(starts[at.row], starts[at.row + 1]),
    (c, k) => [c, values[starts[at.row] + k]] as const,
  )
  return new Map(places)
}

function counted(terms: readonly Term[], weights: Map<number, number>, params: TextValues, absent: string): WorkedStep {
  const hashing = params.vectorizer === 'hashing'
  const lines = terms.map((t): WorkedLine => ({
    name: t.name,
    code: true,
    cells: [t.count, ...(hashing ? [`#${t.component}`] : [])],
    value: weights.get(t.component) ?? 0,
    again: terms
      .filter(other => other.component === t.component)
      .reduce((sum, other) => sum + weightOf(other.count, 1, params), 0),
    unit: 1,
    format: 'integer',
  }))
  const { few, rest } = largest(lines)
  const said = {
    count: 'Each term counts as often as it stands in the text.',
    binary: 'A term counts 1, however often it stands in the text.',
    hashing: 'The hash of a term says the component it counts in; terms that meet in one add up.',
  }
  return {
    title: 'The terms of the text',
    sentence: `${said[params.vectorizer as keyof typeof said]}${absent}${moreOf(rest)}`,
    formula:
      params.vectorizer === 'binary'
        ? 'x_j = \\begin{cases} 1 & \\text{if the term is there} \\\\ 0 & \\text{else} \\end{cases}'
        : hashing
          ? 'x_j = \\sum_{t : h(t) = j} \\mathrm{tf}_t'
          : 'x_j = \\mathrm{tf}_j',
    filled: `x_1 = ${tex(few[0] ? (few[0].value as number) : 0)}`,
    head: ['term', '$\\mathrm{tf}$', ...(hashing ? ['component'] : []), '$x$'],
    lines: few.length > 0 ? few : [nothing(hashing ? 2 : 1)],
  }
}

async function weighed(
  at: Finished,
  terms: readonly Term[],
  weights: Map<number, number>,
  absent: string,
): Promise<WorkedStep> {
  const params = at.params as unknown as TextValues
  const idf = at.state['idf'] as Float64Array
  const shown = at.summary['idf'] as readonly number[]
  const own = terms.map(t => weightOf(t.count, idf[t.component], params))
  const size = { l2: Math.hypot(...own), l1: own.reduce((sum, w) => sum + w, 0), none: 1 }[params.norm] || 1
  const lines = terms.map((t, k): WorkedLine => ({
    name: t.name,
    code: true,
    cells: [t.count, shown[t.component], weightOf(t.count, shown[t.component], params)],
    value: weights.get(t.component) ?? 0,
    again: own[k] / size,
    unit: 1,
  }))
  const { few, rest } = largest(lines)
  const tf = params.sublinearTf ? '(1 + \\ln \\mathrm{tf}_j)' : '\\mathrm{tf}_j'
  const norm = { l2: '\\sqrt{\\sum_k w_k^2}', l1: '\\sum_k |w_k|', none: '' }[params.norm]
  const x = norm === '' ? 'x_j = w_j' : `x_j = \\frac{w_j}{${norm}}`
  const [first] = few
  return {
    title: 'The terms of the text, weighed',
    sentence: `A term that few rows have says more of the text than one that stands everywhere: its count is multiplied by idf.${norm === '' ? '' : ' Then the row is brought to length 1.'}${absent}${moreOf(rest)}`,
    formula: `w_j = ${tf} \\cdot \\mathrm{idf}_j \\qquad ${x}`,
    filled: first
      ? `w_1 = ${tex(first.cells[2] as number)} \\qquad x_1 = ${norm === '' ? '' : `\\frac{${tex(first.cells[2] as number)}}{${tex(size)}} = `}${tex(first.value as number)}`
      : 'x = 0',
    head: ['term', '$\\mathrm{tf}$', '$\\mathrm{idf}$', '$w$', '$x$'],
    lines: few.length > 0 ? few : [nothing(3)],
  }
}

const moreOf = (rest: readonly WorkedLine[]): string =>
  rest.length > 0 ? ` ${rest.length} more terms are not shown.` : ''

/** The line of a text without terms. */
const nothing = (cells: number): WorkedLine => ({
  name: 'no terms',
  cells: Array<null>(cells).fill(null),
  value: 0,
  again: 0,
  unit: 1,
  format: 'integer',
})
