import type { Task } from '../../../../shared/frame'
import type { Block, Cell } from '../../../../shared/results/blocks'
import { formatCount, formatNumber } from '../../../../shared/results/format'
import { metricsOf, type Scores } from './scores'
import { chiefPart, type PartName } from './subjects'

const partTitles: Readonly<Record<PartName, string>> = {
  train: 'Train',
  validation: 'Validation',
  test: 'Test',
  all: 'All rows',
}

/** Over which rows the shown figures are, as a sentence. */
export function rowsSentence({ parts, folds }: Scores): string {
  const part = chiefPart(parts)
  if (folds) return `Means over ${folds.count} folds; ${formatCount(part.rows, 'row')} were each held out once.`
  return part.name === 'all'
    ? `Over all ${formatCount(part.rows, 'row')}, those that the model learned from included.`
    : `Over the ${formatCount(part.rows, `${part.name} row`)}.`
}

/** The chief figures of one model, each with what gives it its measure. */
export function headlineBlock(task: Task, scores: Scores): Block {
  const part = chiefPart(scores.parts)
  // Only where something was learned from a target do the training rows tell of overfitting.
  const held = task !== 'clustering' && part.name !== 'train'
  const train = scores.train ?? (held ? scores.parts.find(p => p.name === 'train')?.figures : undefined)
  const items = metricsOf[task]
    .filter(({ key, chief }) => chief && part.figures[key] !== undefined)
    .map(({ key, label, format }) => {
      const interval = part.intervals[key]
      const deviation = scores.folds?.deviation[key]
      const learned = train?.[key]
      const context = [
        key === 'accuracy' ? part.note : undefined,
        interval && `${formatNumber(interval[0], format)} to ${formatNumber(interval[1], format)}`,
        typeof deviation === 'number' ? `± ${formatNumber(deviation, format)}` : undefined,
        typeof learned === 'number' ? `train ${formatNumber(learned, format)}` : undefined,
      ]
      return { label, value: part.figures[key], format, context: context.filter(Boolean).join(', ') }
    })
  const intervals = Object.keys(part.intervals).length > 0 ? ' Ranges are 95 % intervals.' : ''
  return {
    kind: 'metrics',
    id: 'headline',
    title: 'Figures',
    caption: rowsSentence(scores) + intervals,
    items: items.map(({ context, ...item }) => ({ ...item, ...(context && { context }) })),
  }
}

/** Every scalar by partition. */
export function partitionsBlock(task: Task, { parts, train }: Scores): Block {
  const columns = [
    ...(train ? [{ name: 'Train', figures: train }] : []),
    ...parts.map(p => ({ name: partTitles[p.name], figures: p.figures })),
  ]
  return {
    kind: 'table',
    id: 'partitions',
    title: 'By partition',
    columns: [{ name: 'Figure' }, ...columns.map(({ name }) => ({ name, align: 'right' as const }))],
    rows: metricsOf[task]
      .filter(({ key }) => columns.some(c => c.figures[key] !== undefined))
      .map(({ key, label, format }) => [label, ...columns.map(c => formatNumber(c.figures[key], format))]),
  }
}

/** The chief figures of each fold, then mean ± sample deviation. */
export function foldsBlock(task: Task, all: readonly Scores[]): Block | undefined {
  const folded = all.filter(s => s.folds)
  if (folded.length === 0) return undefined
  const metrics = chiefMetrics(task, folded)
  const several = all.length > 1
  const rows = folded.flatMap(({ name, folds, parts }) => {
    const row = (title: string, cell: (key: string, format: Metric['format']) => string): Cell[] => [
      ...(several ? [name] : []),
      title,
      ...metrics.map(({ key, format }) => cell(key, format)),
    ]
    return [
      ...folds!.test.map((fold, i) => row(String(i + 1), (key, format) => formatNumber(fold[key], format))),
      row('Mean', (key, format) => {
        const spread = folds!.deviation[key]
        const mean = formatNumber(chiefPart(parts).figures[key], format)
        return typeof spread === 'number' ? `${mean} ± ${formatNumber(spread, format)}` : mean
      }),
    ]
  })
  return {
    kind: 'table',
    id: 'folds',
    title: 'By fold',
    caption: 'Each fold was held out once; ± is the sample standard deviation over folds.',
    columns: [
      ...(several ? [{ name: 'Model' }] : []),
      { name: 'Fold' },
      ...metrics.map(({ label }) => ({ name: label, align: 'right' as const })),
    ],
    rows,
  }
}

/** The chief figures of several models, each over its chief partition. */
export function comparisonBlock(task: Task, all: readonly Scores[]): Block {
  const metrics = chiefMetrics(task, all)
  return {
    kind: 'table',
    id: 'comparison',
    title: 'Models side by side',
    caption: 'Each model over the rows it was not fitted on, where there are such.',
    columns: [
      { name: 'Model' },
      { name: 'Rows of' },
      { name: 'Rows', format: 'integer', align: 'right' },
      ...metrics.map(({ label, format }) => ({ name: label, format, align: 'right' as const })),
    ],
    rows: all.map(({ name, parts }) => {
      const part = chiefPart(parts)
      return [name, partTitles[part.name], part.rows, ...metrics.map(({ key }) => part.figures[key] ?? null)]
    }),
  }
}

type Metric = (typeof metricsOf)[Task][number]

const chiefMetrics = (task: Task, all: readonly Scores[]): Metric[] =>
  metricsOf[task].filter(({ key, chief }) => chief && all.some(s => chiefPart(s.parts).figures[key] !== undefined))
