import type { Task } from '../../../../shared/frame'
import type { Block, Cell } from '../../../../shared/results/blocks'
import { formatCount, formatNumber } from '../../../../shared/results/format'
import { inSentence } from '../../../../shared/results/headline'
import type { Figure } from '../../../../shared/tasks/task'
import { tasks } from '../../../../shared/tasks/tasks'
import { byPart } from './asides'
import type { ScoredPart, Scores } from './scores'
import { isLearned } from './subjects'
import { chiefPart, type PartName } from '../../../../shared/results/evaluation'

const partTitles: Readonly<Record<PartName, string>> = {
  train: 'Train',
  validation: 'Validation',
  test: 'Test',
  all: 'All rows',
}

/** What figures of weighed rows are, and are not. */
const weighedSentence = ({ weighed }: Scores): string[] =>
  weighed === undefined ? [] : [`Rows are weighed by ${weighed}; figures of such rows have no intervals here.`]

/** Over which rows the shown figures are, as a sentence. */
function rowsSentence({ folds, brought }: Scores, part: ScoredPart, fold?: number): string {
  if (fold !== undefined) return `Over the ${formatCount(part.rows, 'row')} of this fold.`
  if (folds) return `Means over ${folds.count} folds; ${formatCount(part.rows, 'row')} were each held out once.`
  if (part.name === 'all')
    return brought
      ? `Over all ${formatCount(part.rows, 'row')}; whether the model learned from some of them is not known here.`
      : `Over all ${formatCount(part.rows, 'row')}, those that the model learned from.`
  return `Over the ${formatCount(part.rows, `${part.name} row`)}.`
}

/** The chief figures of one model by part, the chief one first; with few folds those of each fold too. */
export function headlineBlocks(task: Task, scores: Scores, foldRows: readonly number[] = []): Block[] {
  const chief = chiefPart(scores.parts)
  const byFold = foldRows.map((rows, i): ScoredPart => ({
    name: 'test',
    rows,
    figures: scores.folds!.test[i],
    intervals: {},
    reasons: scores.folds!.reasons?.[i] ?? {},
  }))
  const nameOf = (part: ScoredPart): string =>
    byFold.includes(part) ? `fold ${byFold.indexOf(part) + 1}` : scores.folds ? 'held out' : part.name
  return byPart(
    [...scores.parts, ...byFold],
    chief,
    part => ({ name: nameOf(part), rows: part.rows }),
    part => [headlineOf(task, scores, part, byFold.includes(part) ? byFold.indexOf(part) : undefined)],
  )
}

/** The chief figures over some rows, each with what gives it its measure. */
function headlineOf(task: Task, scores: Scores, part: ScoredPart, fold?: number): Block {
  const chief = fold === undefined && part === chiefPart(scores.parts)
  // Only where something was learned from a target do the training rows tell of overfitting.
  const held = tasks[task].learnsTarget && part.name !== 'train' && fold === undefined
  const train = held ? (scores.train ?? scores.parts.find(p => p.name === 'train')?.figures) : undefined
  const items = tasks[task].figures
    .filter(({ key, chief }) => chief && part.figures[key] !== undefined)
    .map(({ key, label, format }) => {
      const interval = part.intervals[key]
      const deviation = chief ? scores.folds?.deviation[key] : undefined
      // Of one that no fold has its reason says so.
      const defined = chief && part.figures[key] !== null ? definedIn(scores, key) : undefined
      const learned = train?.[key]
      const context = [
        key === 'accuracy' && part.right !== undefined
          ? `${formatNumber(part.right, 'integer')} of ${formatNumber(part.rows, 'integer')}`
          : undefined,
        interval && `${formatNumber(interval[0], format)} to ${formatNumber(interval[1], format)}`,
        typeof deviation === 'number' ? `± ${formatNumber(deviation, format)}` : undefined,
        defined,
        part.figures[key] === null ? part.reasons[key]?.replace(/\.$/, '') : undefined,
        typeof learned === 'number' ? `train ${formatNumber(learned, format)}` : undefined,
      ]
      return { label, value: part.figures[key], format, context: context.filter(Boolean).join(', ') }
    })
  const shown = tasks[task].figures.filter(({ chief }) => chief)
  const intervals = rangesSentence(shown, [part])
  return {
    kind: 'metrics',
    id: 'headline',
    title: 'Figures',
    caption: [
      rowsSentence(scores, part, fold),
      ...weighedSentence(scores),
      ...(scores.about ? [scores.about] : []),
      ...intervals,
    ].join(' '),
    items: items.map(({ context, ...item }) => ({ ...item, ...(context && { context }) })),
  }
}

/** Every scalar by partition. */
export function partitionsBlock(task: Task, scores: Scores): Block {
  const { parts, train } = scores
  const { figures } = tasks[task]
  const over = tellOf(figures, key => definedIn(scores, key))
  const columns = [
    ...(train ? [{ name: 'Train', figures: train }] : []),
    ...parts.map(p => ({ name: partTitles[p.name], figures: p.figures })),
  ]
  return {
    kind: 'table',
    id: 'partitions',
    title: 'By partition',
    ...captioned([...over.map(text => `${text} have it.`), ...missingIn(figures, parts)]),
    columns: [{ name: 'Figure' }, ...columns.map(({ name }) => ({ name, align: 'right' as const }))],
    rows: tasks[task].figures
      .filter(({ key }) => columns.some(c => c.figures[key] !== undefined))
      .map(({ key, label, format }) => [label, ...columns.map(c => formatNumber(c.figures[key], format))]),
  }
}

/** The chief figures of each fold, then mean ± sample deviation. */
export function foldsBlock(task: Task, all: readonly Scores[]): Block[] {
  const folded = all.filter(s => s.folds)
  if (folded.length === 0) return []
  const metrics = chiefMetrics(task, folded)
  const several = all.length > 1
  const rows = folded.flatMap(scores => {
    const { short, folds, parts } = scores
    const row = (title: string, cell: (key: string, format: Figure['format']) => string): Cell[] => [
      ...(several ? [short] : []),
      title,
      ...metrics.map(({ key, format }) => cell(key, format)),
    ]
    return [
      ...folds!.test.map((fold, i) => row(String(i + 1), (key, format) => formatNumber(fold[key], format))),
      row('Mean', (key, format) => {
        const spread = folds!.deviation[key]
        const mean = formatNumber(chiefPart(parts).figures[key], format)
        const over = definedIn(scores, key)
        return `${typeof spread === 'number' ? `${mean} ± ${formatNumber(spread, format)}` : mean}${over ? ` (${over})` : ''}`
      }),
    ]
  })
  return [
    {
      kind: 'table',
      id: 'folds',
      title: 'By fold',
      caption: [
        'Each fold was held out once; ± is the sample standard deviation over folds.',
        ...(folded.some(s => s.folds!.defined)
          ? ['A figure that a fold does not have is in neither.', ...missingInFolds(metrics, folded)]
          : []),
      ].join(' '),
      columns: [
        ...(several ? [{ name: 'Model' }] : []),
        { name: 'Fold' },
        ...metrics.map(({ label }) => ({ name: label, align: 'right' as const })),
      ],
      rows,
    },
  ]
}

/** The chief figures of several models, each over its chief partition, with the interval of each. `chosen`: the one to prefer. */
export function comparisonBlock(task: Task, all: readonly Scores[], chosen?: string): Block {
  // With six columns of figures there is no room for the names; the folds and each model still have this one.
  const metrics = chiefMetrics(task, all).filter(m => m.key !== 'balancedAccuracy')
  const parts = all.map(({ parts }) => chiefPart(parts))
  const rights = parts.every(p => p.right !== undefined)
  return {
    kind: 'table',
    id: 'comparison',
    title: 'Models side by side',
    caption: [
      comparedOver(all, parts),
      ...weighedSentence(all[0]),
      ...(all[0].about ? [all[0].about] : []),
      ...(all[0].folds ? [] : rangesSentence(metrics, parts)),
      ...missingIn(metrics, parts),
    ].join(' '),
    columns: [
      { name: 'Model' },
      ...metrics.map(({ label, format, better }) => ({
        name: label,
        format,
        align: 'right' as const,
        ...(better && { better }),
      })),
      { name: rights ? 'Wrong rows' : 'Rows', format: 'integer', align: 'right' },
    ],
    rows: all.map(({ label }, i) => [
      label,
      ...metrics.map(({ key }) => parts[i].figures[key] ?? null),
      rights ? `${count(parts[i].rows - parts[i].right!)} of ${count(parts[i].rows)}` : parts[i].rows,
    ]),
    intervals: all.map((scores, i) => [null, ...metrics.map(({ key }) => intervalOf(scores, parts[i], key)), null]),
    lines: all.map(({ name, setting, node, folds }, i) => ({
      class: i,
      node,
      ...(folds && { folds: folds.count }),
      ...(setting && { note: setting }),
      ...(name === chosen && { chosen: true }),
    })),
  }
}

/** "3 of 5 folds": where not every fold has the figure. */
function definedIn({ folds }: Scores, key: string): string | undefined {
  const held = folds?.defined?.[key]
  return held === undefined ? undefined : `${held} of ${folds!.count} folds`
}

/** "ROC AUC, PR AUC: all 12 rows are …": each thing that is told of figures once, with the figures it is told of. */
function tellOf(figures: readonly Figure[], of: (key: string) => string | undefined): string[] {
  const told = figures.flatMap(({ key, label }) => {
    const text = of(key)
    return text ? [{ label, text }] : []
  })
  return [...new Set(told.map(t => t.text))].map(text => {
    const labels = told.filter(t => t.text === text).map(t => t.label)
    return `${labels.join(', ')}: ${text}`
  })
}

/** Why figures are missing in any of the parts. */
const missingIn = (figures: readonly Figure[], parts: readonly Pick<ScoredPart, 'reasons'>[]): string[] =>
  tellOf(figures, key => parts.map(p => p.reasons[key]).find(Boolean))

/** Why figures are missing in folds. */
const missingInFolds = (figures: readonly Figure[], all: readonly Scores[]): string[] =>
  missingIn(
    figures,
    all.flatMap(s => (s.folds!.reasons ?? []).map(reasons => ({ reasons }))),
  )

/** R² of skewed errors is covered in 92 of 100 times by 100 rows, in 94 by 1,000 (`npm run bench -- coverage`). */
const fewRows = 300

/** What ranges are: "Ranges are 95 % intervals: Wilson’s for accuracy, F1; Hall’s for log loss." */
function rangesSentence(figures: readonly Figure[], parts: readonly ScoredPart[]): string[] {
  const methods: Record<string, string> = Object.fromEntries(
    parts.flatMap(p => Object.entries(p.intervalMethods ?? {})),
  )
  const told = figures.filter(({ key }) => methods[key])
  if (told.length === 0) return []
  const each = [...new Set(told.map(({ key }) => methods[key]))].map(method => {
    const of = told.filter(({ key }) => methods[key] === method).map(({ label }) => inSentence(label))
    return `${method} for ${of.join(', ')}`
  })
  const few = parts.some(p => p.rows < fewRows)
  return [
    `Ranges are 95 % intervals: ${each.join('; ')}.`,
    ...(few ? [`Below ${fewRows} rows they are approximate: of errors with long tails they cover less.`] : []),
  ]
}

const captioned = (sentences: readonly string[]): { caption?: string } =>
  sentences.length > 0 ? { caption: sentences.join(' ') } : {}

const count = (n: number): string => formatNumber(n, 'integer')

function comparedOver(all: readonly Scores[], parts: readonly ScoredPart[]): string {
  if (all[0].folds)
    return `Means over ${all[0].folds.count} folds of rows held out; ranges are one deviation either way.`
  const { name } = parts[0]
  if (all.every(scores => isLearned(scores, parts[0]))) return `Over rows that the models learned from.`
  return `Over the ${name} rows.`
}

/** The interval of a figure; over folds, one sample deviation either way. */
function intervalOf({ folds }: Scores, { figures, intervals }: ScoredPart, key: string): [number, number] | null {
  const [value, spread] = [figures[key], folds?.deviation[key]]
  if (typeof value === 'number' && typeof spread === 'number') return [value - spread, value + spread]
  return intervals[key] ?? null
}

const chiefMetrics = (task: Task, all: readonly Scores[]): Figure[] =>
  tasks[task].figures.filter(({ key, chief }) => chief && all.some(s => chiefPart(s.parts).figures[key] !== undefined))
