import type { FrameInfo } from '../../compute'
import type { NodeSpec } from '../../shared/node'
import { isFeatureKind } from '../../shared/frame'
import type { AnyValues, Parameter, ParameterRecord } from '../../shared/params'
import type { PipelineNode } from '../../shared/pipeline/document'
import { valuesOf } from '../../shared/pipeline/validate'
import type { Cell } from '../../shared/results/blocks'
import { evaluationOf } from '../../shared/results/evaluation'
import { formatCell, formatCount, formatNumber } from '../../shared/results/format'
import { headlineLabel, headlineValue } from '../../shared/results/headline'
import type { NodeResult } from '../../shared/results/results'
import { datasetOf } from '../../shared/results/table'
import { labelOf, metricWords, words } from '../../shared/words'

/** Characters that find room on a card. */
const room = 20

/**
 * What a node is set to, in one line: a few of its parameters that count now, in the order of the spec, before all those that were changed.
 * Switches that are off and values that mean "decide by yourself" say nothing; a node left with nothing to say tells its first choice.
 *
 * @param sources Specs of the nodes that its first input takes from.
 * @param summary Of its last run: a judge tells the rows it judged by, a reader the name of its table.
 */
export function settingLine(
  node: PipelineNode,
  spec: NodeSpec,
  sources: readonly NodeSpec[] = [],
  summary: Summary = {},
): string {
  const values = valuesOf(node, spec)
  const counts = (p: Parameter): boolean =>
    Object.entries(p.when ?? {}).every(([name, allowed]) => allowed.includes(values[name]))
  const visible = Object.entries(spec.parameters).filter(([name, p]) => name !== 'seed' && counts(p))
  const chief = visible.find(([, p]) => p.kind === 'choice')
  const section = visible[0]?.[1].section
  const told = visible.flatMap(entry => {
    const [name, p] = entry
    const aside = p.advanced || (p.kind === 'number' && p.section !== section)
    if (aside && values[name] === p.default) return []
    const text = said(name, p, values[name] as Value, entry === chief, summary)
    return text === undefined ? [] : [{ text, changed: values[name] !== p.default }]
  })
  const kept = new Set<{ text: string }>()
  for (const part of [...told.filter(t => t.changed), ...told.filter(t => !t.changed)]) {
    const line = [...kept, part].map(t => t.text).join(' · ')
    if (kept.size === 3 || (kept.size > 0 && line.length > room)) break
    kept.add(part)
  }
  if (kept.size > 0)
    return told
      .filter(t => kept.has(t))
      .map(t => t.text)
      .join(' · ')
  if (spec.inputs.some(p => p.kind === 'model')) return 'the wired model'
  return spec.inputs[0]?.many ? judged(sources, summary) : undecided(visible, values)
}

type Value = Cell | readonly Cell[] | readonly ParameterRecord[] | Readonly<Record<string, string>>

/** "1 model · test rows", "1 table"; under several models the name of the figure, because the foot names the best one: "3 models · test R²". */
function judged(sources: readonly NodeSpec[], summary: Summary): string {
  const models = sources.length > 0 && sources.every(s => s.group === 'model')
  const counted = formatCount(sources.length, models ? 'model' : 'table')
  const { headline: first } = evaluationOf(summary) ?? {}
  if (!first) return counted
  return `${counted} · ${first.partition} ${models && sources.length > 1 ? metricWords(first.metric) : 'rows'}`
}

/** What a node does that was told nothing. */
function undecided(visible: readonly (readonly [string, Parameter])[], values: AnyValues): string {
  const first = visible[0]
  if (!first) return ''
  const [name, p] = first
  if (p.kind === 'text') return p.file === 'open' && p.required ? 'no file yet' : `no ${words(name)} yet`
  const chosen = visible.find(([, other]) => other.kind === 'choice')
  const choice = chosen && words(values[chosen[0]] as string)
  if (choice !== undefined) return choice === 'none' ? `no ${words(chosen![0])}` : choice
  if (!('nullMeans' in p) || !p.nullMeans) return ''
  if (p.nullMeans === 'none') return `no ${words(name)}`
  return p.nullMeans.length > room ? `${labelOf(name).toLowerCase()}: auto` : p.nullMeans
}

/** A parameter in a few words; undefined where it says nothing. `chief`: the first choice needs no name. */
function said(
  name: string,
  p: Parameter,
  value: Value | undefined,
  chief: boolean,
  summary: Summary,
): string | undefined {
  if (value === null || value === undefined || value === '' || value === false) return undefined
  if (p.kind === 'records') return formatCount((value as readonly unknown[]).length, p.noun)
  if (Array.isArray(value)) return value === p.default ? undefined : listSaid(name, value as readonly Cell[])
  if (typeof value === 'object') return undefined
  switch (p.kind) {
    case 'choice': {
      const plain = (choice: string): boolean => ['auto', 'none', 'yes', 'no'].includes(choice)
      const text = words(String(value))
      if (plain(text)) return value === p.default ? undefined : `${words(name)}: ${text}`
      if (p.choices.length === 1) return undefined
      return chief || !p.choices.some(plain) ? text : `${words(name)} ${text}`
    }
    case 'choiceOrNumber':
      return value === p.default
        ? undefined
        : `${words(name)} ${typeof value === 'number' ? asSet(value) : words(String(value))}`
    case 'number':
      return numberSaid(name, p.below === 1, Number(value), p.default)
    case 'flag':
      return value === p.default ? undefined : words(name)
    case 'text':
      return p.file ? fileName(String(value), summary) : String(value)
    default:
      return `${words(name)}: ${formatCell(value)}`
  }
}

/** `ignore` ["island"] → ignore: island, `features` of three → 3 features. */
function listSaid(name: string, values: readonly Cell[]): string | undefined {
  if (values.length === 0) return undefined
  if (values.length === 1) return `${words(name)}: ${formatCell(values[0])}`
  return name.endsWith('s') ? `${values.length} ${words(name)}` : `${words(name)} ${values.length}`
}

/** `nClusters` 8 → 8 clusters, a share `testSize` 0.25 → 25 % test, `c` 1 → C 1. */
function numberSaid(name: string, share: boolean, value: number, standard: unknown): string | undefined {
  const counted = /^n([A-Z].*)$/.exec(name)
  if (counted) return value === 1 ? undefined : `${asSet(value)} ${words(counted[1].toLowerCase())}`
  const part = /^(.+)Size$/.exec(name)
  if (share && part) return value === 0 ? undefined : `${asSet(round(value * 100))} % ${words(part[1])}`
  if (value === 0 && standard === 0) return undefined
  return `${name.length === 1 && name !== 'k' ? name.toUpperCase() : words(name)} ${asSet(value)}`
}

/** A value as it was set: 0.01 without further zeros. */
const asSet = (value: number): string =>
  Number.isInteger(value) ? formatNumber(value, 'integer') : formatCell(value).replace(/(\.\d*?)0+$/, '$1')

/** 100 × 0.07 is 7. */
const round = (x: number): number => Number(x.toPrecision(12))

/** The last part of a path; what a table of the store is called is known once it was read. */
function fileName(path: string, summary: Summary): string {
  if (path.startsWith('dataset:')) return datasetOf(summary)?.name ?? 'dropped file'
  return path.split(/[/\\]/).at(-1)!
}

/** A figure as a card writes it. */
export interface CardFigure {
  label: string
  value: string
}

type Summary = Readonly<Record<string, unknown>>

/**
 * What the foot of a finished node's card says: its headline; of a node that has none, how many columns or features it left, or the shape of
 * its table.
 *
 * @param before What came in on its first input.
 */
export function cardFigure(
  spec: NodeSpec,
  { headline, summary }: Pick<NodeResult, 'headline' | 'summary'>,
  frame: FrameInfo | undefined,
  before?: FrameInfo,
): CardFigure | undefined {
  if (headline && headline.value !== null) return { label: headlineLabel(headline), value: headlineValue(headline) }
  if (frame && (spec.group === 'prep' || spec.group === 'table')) {
    const [was, is] = [before && featuresOf(before), featuresOf(frame)]
    // Columns of terms or pixels are more features than columns.
    const label = frame.columns.some(c => c.wide) ? 'features' : 'columns'
    if (spec.group === 'prep' && was !== undefined && was !== is)
      return { label, value: `${count(was)} → ${count(is)}` }
    return { label: 'features', value: count(is) }
  }
  if (frame) return { label: 'rows', value: `${count(frame.rows)} × ${count(frame.columns.length)}` }
  const rows = summary?.['rows']
  return typeof rows === 'number' ? { label: 'rows', value: count(rows) } : undefined
}

/** Whether an iterative model stopped before it met its tolerance: it says so, or it used up its iterations. */
export function isUnfinished(node: PipelineNode, spec: NodeSpec, { converged, nIterations }: Summary): boolean {
  if (typeof converged === 'boolean') return !converged
  const most = Object.hasOwn(spec.parameters, 'maxIter') ? valuesOf(node, spec)['maxIter'] : undefined
  return spec.group === 'model' && isNumber(nIterations) && isNumber(most) && nIterations >= most
}

const count = (n: number): string => formatNumber(n, 'integer')
const isNumber = (x: unknown): x is number => typeof x === 'number'
/** Wide columns are as many features as they have components; texts and times are none by themselves. */
const featuresOf = (frame: FrameInfo): number =>
  frame.columns.reduce(
    (sum, c) => sum + (c.role === 'feature' && isFeatureKind(c.kind) ? (c.wide?.components ?? 1) : 0),
    0,
  )

/** What travels on a wire: rows × columns, then the rows of each part. */
export function wireLabel(frame: FrameInfo): string[] {
  const columns = frame.columns.filter(c => c.role !== 'ignored').length
  const parts = frame.folds
    ? [formatCount(frame.folds, 'fold')]
    : Object.entries(frame.parts ?? {}).map(([part, rows]) => `${count(rows)} ${part}`)
  return [`${formatCount(frame.rows, 'row')} × ${formatCount(columns, 'column')}`, ...parts]
}
