import { LatheError } from '../../../../shared/errors'
import type { EvaluatedModel, Figures, FoldFigures, PartName, Reasons } from '../../../../shared/results/evaluation'
import { refuseDense } from '../../../engine/design'
import type { Context } from '../../../engine/node'
import { classesOf } from '../../../engine/target'
import { components, isPart, type Part as CellPart } from '../../../frame/components'
import { rowsOf, targetOf } from '../../../frame/frame'
import { pauses } from '../../../frame/pause'
import { clusterAgreement, clusterCounts } from '../../../metrics/clusterLabels'
import { calinskiHarabasz, type ClusterSums, clusterSums, daviesBouldin, inertia } from '../../../metrics/clusterShape'
import { clusteringReasons, meanReasons } from '../../../metrics/reasons'
import { codesAt, numbersAt } from './arrays'
import { finiteFigures, foldFigures, meanFigures, reasonsIn } from './folds'
import { type Silhouettes, silhouettes } from './silhouettes'
import { type Part, partsOf, predictedColumn, type Subject } from './subjects'

/** A clustering's figures over one part of the rows. */
export interface ClusterJudgement {
  name: PartName
  rows: number
  figures: Figures
  /** Why a figure is null. */
  reasons: Reasons
  /** Rows that the silhouette was measured on. */
  silhouetteRows: number
  /** What the charts show; absent over folds, whose clusters have nothing in common. */
  clusters?: { name: string; rows: number; silhouette: number | null }[]
}

export interface JudgedClustering {
  subject: Subject
  parts: ClusterJudgement[]
  folds?: FoldFigures
}

/**
 * Figures by part, in the columns' own units. Centres are the means of the part's own rows; noise (−1) is in no cluster, but
 * counts as one when clusters are compared with a target.
 */
export async function judgeClustering(context: Context, subject: Subject): Promise<JudgedClustering> {
  const { folds } = subject.frame
  const pause = pauses(context.signal)
  if (!folds) {
    const parts: ClusterJudgement[] = []
    for (const part of partsOf(subject.frame)) {
      await pause()
      parts.push(await judgePart(context, subject, part))
    }
    return { subject, parts }
  }
  const test: ClusterJudgement[] = []
  for (const frame of folds) {
    await pause()
    const fold = { ...subject, frame, prediction: frame.prediction ?? subject.prediction }
    test.push(await judgePart(context, fold, { name: 'test', rows: rowsOf(frame, 'test') }))
  }
  const figures = test.map(t => t.figures)
  const reasons = test.map(t => t.reasons)
  const means = meanFigures(figures)
  const sum = (pick: (t: ClusterJudgement) => number): number => test.reduce((total, t) => total + pick(t), 0)
  const mean = {
    name: 'test' as const,
    figures: means,
    reasons: meanReasons(means, reasons),
    rows: sum(t => t.rows),
    silhouetteRows: sum(t => t.silhouetteRows),
  }
  return { subject, parts: [mean], folds: foldFigures(figures, reasons) }
}

/** What the summary says of a clustering. */
export function clusteringSummary({ parts, folds }: JudgedClustering): EvaluatedModel {
  return {
    parts: parts.map(({ name, rows, figures, reasons, silhouetteRows }) => ({
      name,
      rows,
      figures: { ...figures, silhouetteRows },
      more: reasonsIn(reasons),
    })),
    ...(folds && { folds }),
  }
}

async function judgePart(context: Context, subject: Subject, part: Part): Promise<ClusterJudgement> {
  const index = part.rows ?? new Uint32Array(subject.frame.rows).map((_, i) => i)
  const parts = featureParts(subject)
  const own = await labelsOf(subject, index)
  const { labels, names } = numbered(own)
  refuseDense(parts, subject.frame.rows)
  const cells = parts.map(({ part }) => part)
  const columns = (await Promise.all(cells.map(part => components(part)))).flat()
  const values = columns.map(column => numbersAt(column, index))
  const sums = clusterSums(values, labels, names.length)
  const shape = await silhouettes(context, cells, index, labels, names.length)
  const figures = finiteFigures({
    inertia: inertia(sums),
    ...clusterCounts(labels),
    silhouette: shape.mean,
    daviesBouldin: daviesBouldin(sums),
    calinskiHarabasz: calinskiHarabasz(sums),
    ...(await agreement(subject, index, labels)),
  })
  return {
    name: part.name,
    rows: index.length,
    figures,
    reasons: clusteringReasons(figures, index.length),
    silhouetteRows: shape.rows,
    clusters: clustersOf(names, sums, shape, labels),
  }
}

/** Agreement with the target, where there is one, over the rows that have it. */
async function agreement(subject: Subject, index: Uint32Array, labels: Int32Array): Promise<Figures> {
  const target = targetOf(subject.frame)
  if (!target) return {}
  const { codes } = await classesOf(target)
  const known = Uint32Array.from(index.keys()).filter(i => codes[index[i]] >= 0)
  return clusterAgreement(codesAt(codesAt(codes, index), known), codesAt(labels, known))
}

async function labelsOf(subject: Subject, index: Uint32Array): Promise<Int32Array> {
  const { cells } = predictedColumn(subject)
  if (cells.form !== 'numbers') throw gone(subject, subject.prediction.column)
  const values = await cells.numbers()
  return Int32Array.from(numbersAt(values, index).map(label => (Number.isNaN(label) ? -1 : label)))
}

/** Labels as places in the sorted list of those that occur: a part may lack some, and their sums cost memory. */
function numbered(own: Int32Array): { labels: Int32Array; names: number[] } {
  const names = [...new Set(own)].filter(label => label >= 0).sort((a, b) => a - b)
  const place = new Map(names.map((label, i) => [label, i]))
  return { labels: own.map(label => place.get(label) ?? -1), names }
}

/** What distances were measured on: the features, wide ones by their components. */
function featureParts(subject: Subject): { name: string; part: CellPart }[] {
  const parts: ReturnType<typeof featureParts> = []
  const columns = (subject.prediction.features ?? []).map(name => {
    const column = subject.frame.columns.find(c => c.name === name)
    if (!column || !isPart(column.cells)) throw gone(subject, name)
    parts.push({ name, part: column.cells })
    return column
  })
  const gaps = columns.find(c => c.missing > 0)
  if (!gaps) return parts
  const { model } = subject.prediction
  throw new LatheError({
    code: 'data',
    message: `${gaps.name} has ${gaps.missing} missing cells: distances cannot be measured.`,
    remedy: {
      text: 'Put prep.impute before the clustering.',
      fix: { insert: 'prep.impute', ...(model && { before: model.type }) },
    },
  })
}

function gone({ label }: Subject, column: string): LatheError {
  return new LatheError({
    code: 'data',
    message: `${label} made its clusters with ${column}, and the frame no longer has it as numbers.`,
    remedy: 'Put evaluate right behind the clustering.',
  })
}

function clustersOf(
  names: readonly number[],
  { counts }: ClusterSums,
  { byCluster }: Silhouettes,
  labels: Int32Array,
): NonNullable<ClusterJudgement['clusters']> {
  const noise = labels.reduce((sum, label) => sum + (label < 0 ? 1 : 0), 0)
  return [
    ...names.map((name, c) => ({ name: String(name), rows: counts[c], silhouette: byCluster[c] })),
    ...(noise > 0 ? [{ name: 'noise', rows: noise, silhouette: null }] : []),
  ]
}
