import type { Block, LineChart } from '../../../../shared/results/blocks'
import { formatNumber } from '../../../../shared/results/format'
import type { ClassificationCurves } from '../../../metrics/classificationReport'
import type { ClassJudgement, JudgedClassifier } from './classifiers'
import { perClassBlock, thresholdBlocks } from './classTables'
import { chiefPart } from './subjects'

/** What one classifier shows of its chief partition. */
export function classifierBlocks(judged: JudgedClassifier): Block[] {
  const part = chiefPart(judged.parts)
  return [
    confusionBlock(judged, part),
    perClassBlock(judged, part),
    ...curveBlocks([judged]),
    ...calibrationBlocks(judged, part),
    ...thresholdBlocks(judged, part),
  ]
}

/** ROC and precision–recall curves: of each class for one model, of each model (mean over classes) for several. */
export function curveBlocks(all: readonly JudgedClassifier[]): Block[] {
  const roc = curveSeries(all, 'roc', 'rocAuc', c => points(c.fpr, c.tpr))
  const pr = curveSeries(all, 'pr', 'prAuc', c => points(c.recall, c.precision))
  const blocks: Block[] = []
  if (roc.length > 0)
    blocks.push({
      kind: 'chart',
      id: 'roc',
      title: 'ROC curve',
      caption: `${aboutCurves(all)} The diagonal is guessing.`,
      chart: {
        type: 'line',
        x: { label: 'False positive rate', min: 0, max: 1 },
        y: { label: 'True positive rate', min: 0, max: 1 },
        series: roc,
        guides: [
          {
            points: [
              [0, 0],
              [1, 1],
            ],
          },
        ],
      },
    })
  if (pr.length > 0)
    blocks.push({
      kind: 'chart',
      id: 'precisionRecall',
      title: 'Precision and recall',
      caption: aboutCurves(all),
      chart: {
        type: 'line',
        x: { label: 'Recall', min: 0, max: 1 },
        y: { label: 'Precision', min: 0, max: 1 },
        series: pr,
      },
    })
  return blocks
}

function aboutCurves(all: readonly JudgedClassifier[]): string {
  const part = chiefPart(all[0].parts)
  const rows = all[0].folds
    ? 'Held-out rows of all folds together.'
    : `${part.name === 'all' ? 'All' : `The ${part.name}`} rows.`
  if (all.length > 1 && all.some(j => j.classes.length > 2))
    return `${rows} Each model: mean over its classes against the rest.`
  return all[0].positive === undefined
    ? `${rows} Each class against the rest.`
    : `${rows} Positive is ${String(all[0].classes[all[0].positive])}.`
}

type Curve = 'roc' | 'pr'

function curveSeries<K extends Curve>(
  all: readonly JudgedClassifier[],
  kind: K,
  area: string,
  trace: (curve: ClassificationCurves[K][string]) => [number, number][],
): LineChart['series'] {
  return all.flatMap((judged, model): LineChart['series'] => {
    const { report } = chiefPart(judged.parts)
    const curves = Object.entries(report.curves?.[kind] ?? {})
    if (curves.length === 0) return []
    const traced = curves.map(([name, curve]) => ({ name, points: trace(curve as ClassificationCurves[K][string]) }))
    const size = report.figures[area]
    const overall = typeof size === 'number' ? ` (area ${formatNumber(size, 'figure')})` : ''
    if (all.length > 1)
      return [{ name: judged.subject.name + overall, class: model, points: meanCurve(traced.map(t => t.points)) }]
    return traced.map(({ name, points }) => ({
      name: traced.length === 1 ? name + overall : name,
      class: judged.classes.findIndex(c => String(c) === name),
      points,
    }))
  })
}

/** Mean height of curves at 201 places; a lone curve stays as it is. */
function meanCurve(curves: [number, number][][]): [number, number][] {
  if (curves.length === 1) return curves[0]
  return Array.from({ length: 201 }, (_, i) => {
    const x = i / 200
    return [x, curves.reduce((sum, curve) => sum + heightAt(curve, x), 0) / curves.length]
  })
}

/** Height of a curve of rising x by linear interpolation; the highest where it stands upright. */
function heightAt(curve: [number, number][], x: number): number {
  let at = 0
  while (at + 1 < curve.length && curve[at + 1][0] <= x) at++
  const [x0, y0] = curve[at]
  const next = curve[at + 1]
  if (!next || next[0] === x0) return y0
  return y0 + ((x - x0) / (next[0] - x0)) * (next[1] - y0)
}

function confusionBlock({ classes, folds }: JudgedClassifier, { report, name }: ClassJudgement): Block {
  const names = classes.map(String)
  return {
    kind: 'chart',
    id: 'confusion',
    title: 'Confusion matrix',
    caption: folds
      ? 'Held-out rows, summed over the folds.'
      : `${name === 'all' ? 'All rows' : `The ${name} rows`}, by true and predicted class.`,
    chart: {
      type: 'heatMap',
      x: { label: 'Predicted', categories: names },
      y: { label: 'True', categories: names },
      values: report.confusion.counts,
      scale: 'confusion',
    },
  }
}

function calibrationBlocks(judged: JudgedClassifier, { report }: ClassJudgement): Block[] {
  const { curves } = report
  if (!curves) return []
  const place = (name: string): number => judged.classes.findIndex(c => String(c) === name)
  const calibration = Object.entries(curves.calibration)
  const lift = Object.entries(curves.lift)
  return [
    {
      kind: 'chart',
      id: 'calibration',
      title: 'Calibration',
      caption:
        'How often the class came true where the model gave it this probability, in ten bins. On the diagonal the probabilities can be taken at their word.',
      chart: {
        type: 'line',
        x: { label: 'Predicted probability', min: 0, max: 1 },
        y: { label: 'Share that came true', min: 0, max: 1 },
        series: calibration.map(([name, c]) => ({
          name,
          class: place(name),
          symbols: true,
          points: points(c.predicted, c.observed),
        })),
        guides: [
          {
            points: [
              [0, 0],
              [1, 1],
            ],
          },
        ],
      },
    },
    ...(lift.length === 0
      ? []
      : [
          {
            kind: 'chart' as const,
            id: 'lift',
            title: 'Lift',
            caption:
              'How many times more of the class stand among the rows ranked first than among as many drawn at random.',
            chart: {
              type: 'line' as const,
              x: { label: 'Share of rows, most probable first', min: 0, max: 1 },
              y: { label: 'Lift', min: 0 },
              series: lift.map(([name, c]) => ({ name, class: place(name), points: points(c.fraction, c.lift) })),
              guides: [
                {
                  points: [
                    [0, 1],
                    [1, 1],
                  ] as [number, number][],
                },
              ],
            },
          },
        ]),
  ]
}

const points = (x: readonly number[], y: readonly number[]): [number, number][] => x.map((value, i) => [value, y[i]])
