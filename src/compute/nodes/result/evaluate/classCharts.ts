import type { Block, LineChart } from '../../../../shared/results/blocks'
import { formatNumber } from '../../../../shared/results/format'
import type { ClassificationCurves } from '../../../metrics/classificationReport'
import type { ClassJudgement, JudgedClassifier } from './classifiers'
import { byPart } from './asides'
import { perClassBlock, thresholdBlocks } from './classTables'
import { thresholdErrors } from './cutoffs'
import { chiefPart } from '../../../../shared/results/evaluation'

/** Eleven thresholds over more rows take a second, for a table that few open. */
const mostAsideRows = 20_000

/** What one classifier shows of each part of the rows, the chief one first. */
export function classifierBlocks(judged: JudgedClassifier): Block[] {
  const chief = chiefPart(judged.parts)
  const { byFold = [] } = judged
  const { folds: _, ...single } = judged
  const nameOf = (part: ClassJudgement): string =>
    byFold.includes(part) ? `fold ${byFold.indexOf(part) + 1}` : judged.folds ? 'held out' : part.name
  return byPart(
    [...judged.parts, ...byFold],
    chief,
    part => ({ name: nameOf(part), rows: part.rows.truth.length }),
    part => [
      confusionBlock(byFold.includes(part) ? single : judged, part),
      perClassBlock(judged, part),
      ...curveBlocks([{ judged, part }]),
      ...calibrationBlocks(judged, part),
      ...(part === chief || part.rows.truth.length <= mostAsideRows ? thresholdBlocks(judged, part) : []),
    ],
  )
}

/** Curves of several classifiers over each other: by model, and by rows where both classes have a probability. */
export function comparedCurves(all: readonly JudgedClassifier[]): Block[] {
  const drawn = all.map(judged => ({ judged, part: chiefPart(judged.parts) }))
  const [roc, ...rest] = curveBlocks(drawn)
  return [...(roc ? [roc] : []), ...comparedCalibration(drawn), ...rest]
}

interface Drawn {
  judged: JudgedClassifier
  part: ClassJudgement
}

/** ROC and precision–recall curves: of each class for one model, of each model (mean over classes) for several. */
function curveBlocks(all: readonly Drawn[]): Block[] {
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
        guides: [diagonal],
        ...decisionOf(all),
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

/** Of two classes, which is which; models of other classes have no threshold in common. */
function decisionOf(all: readonly Drawn[]): Pick<LineChart, 'decision'> {
  const pairs = all.map(({ judged: { positive, classes } }) =>
    positive === undefined ? undefined : ([classes[positive], classes[1 - positive]].map(String) as [string, string]),
  )
  const [first] = pairs
  if (!first || pairs.some(pair => pair?.join('\0') !== first.join('\0'))) return {}
  return { decision: { positive: first[0], negative: first[1] } }
}

/** A comparison's curves, beginning with those of the model to prefer. */
export const preferring = (blocks: readonly Block[], preferred: number): Block[] =>
  blocks.map(block =>
    block.kind === 'chart' && block.chart.type === 'line' && block.chart.decision && preferred >= 0
      ? { ...block, chart: { ...block.chart, decision: { ...block.chart.decision, preferred } } }
      : block,
  )

function aboutCurves(all: readonly Drawn[]): string {
  const [{ judged, part }] = all
  const whole = judged.folds && judged.parts.includes(part)
  const rows = whole
    ? 'Held-out rows of all folds together.'
    : `${part.name === 'all' ? 'All' : `The ${part.name}`} rows.`
  if (all.length > 1 && all.some(d => d.judged.classes.length > 2))
    return `${rows} Each model: mean over its classes against the rest.`
  return judged.positive === undefined
    ? `${rows} Each class against the rest.`
    : `${rows} Positive is ${String(judged.classes[judged.positive])}.`
}

type Curve = 'roc' | 'pr'

function curveSeries<K extends Curve>(
  all: readonly Drawn[],
  kind: K,
  area: string,
  trace: (curve: ClassificationCurves[K][string]) => [number, number][],
): LineChart['series'] {
  return all.flatMap(({ judged, part: { report, rows } }, model): LineChart['series'] => {
    const curves = Object.entries(report.curves?.[kind] ?? {})
    if (curves.length === 0) return []
    const wrong = kind === 'roc' ? thresholdErrors(rows) : undefined
    const errors = wrong && { errors: all.length > 1 ? { model: judged.subject.short, ...wrong } : wrong }
    const traced = curves.map(([name, curve]) => ({ name, points: trace(curve as ClassificationCurves[K][string]) }))
    const size = report.figures[area]
    const overall = typeof size === 'number' ? ` (area ${formatNumber(size, 'figure')})` : ''
    if (all.length > 1)
      return [
        { name: judged.subject.short + overall, class: model, points: meanCurve(traced.map(t => t.points)), ...errors },
      ]
    return traced.map(({ name, points }) => ({
      name: traced.length === 1 ? name + overall : name,
      class: judged.classes.findIndex(c => String(c) === name),
      points,
      ...errors,
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

/** A share of fewer rows jumps between 0 and 1. */
const leastRows = 5

/** Of two classes: what each model's probabilities of the positive one were worth. */
function comparedCalibration(all: readonly Drawn[]): Block[] {
  const [{ judged }] = all
  const positive = judged.positive === undefined ? undefined : String(judged.classes[judged.positive])
  if (positive === undefined) return []
  const series = all.flatMap(({ judged: { subject }, part }, model): LineChart['series'] => {
    const curve = part.report.curves?.calibration[positive]
    if (!curve) return []
    const drawn = points(curve.predicted, curve.observed).filter((_, bin) => curve.count[bin] >= leastRows)
    return [{ name: subject.short, class: model, symbols: true, points: drawn }]
  })
  if (series.every(s => s.points.length === 0)) return []
  return [
    calibrationBlock(
      series,
      `On the diagonal a stated 70 % of ${positive} happens 70 % of the time. Bins with fewer than ${leastRows} rows are left out.`,
    ),
  ]
}

const calibrationBlock = (series: LineChart['series'], caption: string): Block => ({
  kind: 'chart',
  id: 'calibration',
  title: 'Calibration',
  caption,
  chart: {
    type: 'line',
    x: { label: 'Predicted probability', min: 0, max: 1 },
    y: { label: 'Share that came true', min: 0, max: 1 },
    series,
    guides: [diagonal],
  },
})

const diagonal: { points: [number, number][] } = {
  points: [
    [0, 0],
    [1, 1],
  ],
}

function calibrationBlocks(judged: JudgedClassifier, { report }: ClassJudgement): Block[] {
  const { curves } = report
  if (!curves) return []
  const place = (name: string): number => judged.classes.findIndex(c => String(c) === name)
  const calibration = Object.entries(curves.calibration)
  const lift = Object.entries(curves.lift)
  return [
    calibrationBlock(
      calibration.map(([name, c]) => ({
        name,
        class: place(name),
        symbols: true,
        points: points(c.predicted, c.observed),
      })),
      'How often the class came true where the model gave it this probability, in ten bins. On the diagonal the probabilities can be taken at their word.',
    ),
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
