import { Random } from '../random/random'
import { rocInfluence } from './areaErrors'
import { classificationFigures, type ClassifiedRows, prepare } from './classification'
import { classificationIntervals } from './classificationIntervals'
import type { Intervals } from './intervals'
import { areaDifference, type Difference, meanDifference, rightDifference } from './pairedDifference'
import { mcNemar } from './pairedTest'
import { areas } from './ranking'
import { type PredictedValues, regressionFigures } from './regression'
import { regressionIntervals } from './regressionIntervals'

/** Rows of a known population, drawn n at a time: what intervals are for. */
export interface Population {
  name: string
  /** Figures of the population itself. */
  truth: Readonly<Record<string, number | null>>
  intervals: (n: number, random: Random) => Intervals
}

/** Classifiers of two and of three classes, sharp and blunt, regressors with errors of four kinds, and pairs of both; their figures are those of `large` rows. */
export function populations(large: number): Population[] {
  const random = new Random(1)
  return [
    ...[
      [0.5, 1],
      [0.3, 2],
      [0.6, 1.5],
    ].map(([share, apart]) =>
      classes(`two classes, ${share} positive, ${apart} apart`, large, random, (n, r) =>
        twoClasses(n, share, apart, r),
      ),
    ),
    ...[1, 1.8].map(apart =>
      classes(`three classes, ${apart} apart`, large, random, (n, r) => threeClasses(n, apart, r)),
    ),
    ...Object.entries(noises).map(([name, noise]) =>
      values(`values, ${name} errors`, large, random, (n, r) => numbers(n, noise, r)),
    ),
    ...[
      [1, 1],
      [1.5, 1],
    ].map(([first, second]) =>
      pairs(`two classifiers, ${first} and ${second} apart`, large, random, (n, r) =>
        classifierLeads(...twoClassifiers(n, first, second, r)),
      ),
    ),
    ...Object.entries(noises).map(([name, noise]) =>
      pairs(`two regressors, ${name} errors`, large, random, (n, r) => regressorLeads(numbers(n, noise, r), r)),
    ),
  ]
}

/** How often the interval of each figure holds the population's, and in how many of the draws there was one. */
export function coverage(
  { truth, intervals }: Population,
  n: number,
  draws: number,
  seed: number,
): Record<string, { covers: number; made: number }> {
  const random = new Random(seed)
  const found: Record<string, { covers: number; made: number }> = {}
  for (let draw = 0; draw < draws; draw++)
    for (const [name, [low, high]] of Object.entries(intervals(n, random))) {
      const own = (found[name] ??= { covers: 0, made: 0 })
      own.made++
      if (low <= truth[name]! && truth[name]! <= high) own.covers++
    }
  return found
}

function classes(
  name: string,
  large: number,
  random: Random,
  draw: (n: number, random: Random) => ClassifiedRows,
): Population {
  return {
    name,
    truth: classificationFigures(prepare(draw(large, random))),
    intervals: (n, r) => classificationIntervals(prepare(draw(n, r))).intervals,
  }
}

function values(
  name: string,
  large: number,
  random: Random,
  draw: (n: number, random: Random) => PredictedValues,
): Population {
  const { adjustedR2: _, ...truth } = regressionFigures(draw(large, random))
  return {
    name,
    truth,
    intervals(n, r) {
      const { adjustedR2: _left, ...intervals } = regressionIntervals(draw(n, r)).intervals
      return intervals
    },
  }
}

/** Differences between two models over the same rows. */
function pairs(
  name: string,
  large: number,
  random: Random,
  draw: (n: number, random: Random) => Record<string, Difference | null>,
): Population {
  return {
    name,
    truth: Object.fromEntries(Object.entries(draw(large, random)).map(([figure, found]) => [figure, found!.value])),
    intervals: (n, r) =>
      Object.fromEntries(
        Object.entries(draw(n, r)).flatMap(([figure, found]) => {
          const interval = found?.interval(0.05)
          return interval ? [[figure, interval]] : []
        }),
      ),
  }
}

/** Of one truth, by scores that share half of the variance of their noise. */
function twoClassifiers(n: number, first: number, second: number, random: Random): [ClassifiedRows, ClassifiedRows] {
  const shared = Float64Array.from({ length: n }, () => random.normal())
  const truth = Int32Array.from({ length: n }, () => random.integer(2))
  const one = (apart: number): ClassifiedRows => {
    const scores = shared.map((z, i) => Math.SQRT1_2 * (z + random.normal()) + truth[i] * apart)
    return byScores(truth, scores, 0.5, apart)
  }
  return [one(first), one(second)]
}

function classifierLeads(first: ClassifiedRows, second: ClassifiedRows): Record<string, Difference | null> {
  const { onlyFirst, onlySecond, midP } = mcNemar(first.truth, first.predicted, second.predicted)
  const [a, b] = [first, second].map(rows => prepare(rows))
  const [roc, other] = [a, b].map(({ rankings: [ranking], scored: [positive], counts: [counts], rows }) => ({
    area: areas(counts).rocAuc,
    moves: rocInfluence(ranking, counts, rows.truth, positive),
  }))
  return {
    'difference of accuracy': rightDifference(onlyFirst, onlySecond, first.truth.length, midP),
    'difference of logLoss': meanDifference(b.losses!.map((loss, i) => loss - a.losses![i])),
    'difference of rocAuc':
      roc.area === null || other.area === null
        ? null
        : areaDifference(
            roc.area - other.area,
            roc.moves.map((z, i) => z - other.moves[i]),
          ),
  }
}

/** A regressor, and one whose predictions stray by half a deviation more. */
function regressorLeads({ truth, predicted }: PredictedValues, random: Random): Record<string, Difference> {
  const first = truth.map((y, i) => y - predicted[i])
  const second = first.map(error => error + random.normal() / 2)
  const leads = (loss: (error: number) => number): Difference =>
    meanDifference(second.map((error, i) => loss(error) - loss(first[i])))
  return { 'difference of mae': leads(Math.abs), 'difference of mse': leads(error => error * error) }
}

/** Scores of two normal distributions; probabilities by Bayes. */
function twoClasses(n: number, share: number, apart: number, random: Random): ClassifiedRows {
  const truth = Int32Array.from({ length: n }, () => (random.uniform() < share ? 1 : 0))
  return byScores(
    truth,
    Float64Array.from(truth, c => random.normal() + c * apart),
    share,
    apart,
  )
}

function byScores(truth: Int32Array, scores: Float64Array, share: number, apart: number): ClassifiedRows {
  const odds = Math.log(share / (1 - share))
  const q = scores.map(score => 1 / (1 + Math.exp(-odds - apart * (score - apart / 2))))
  return {
    truth,
    predicted: Int32Array.from(q, p => (p >= 0.5 ? 1 : 0)),
    nClasses: 2,
    probabilities: [q.map(p => 1 - p), q],
  }
}

function threeClasses(n: number, apart: number, random: Random): ClassifiedRows {
  const truth = Int32Array.from({ length: n }, () => random.integer(3))
  const probabilities = [0, 1, 2].map(() => new Float64Array(n))
  const predicted = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    const scores = [0, 1, 2].map(c => Math.exp(apart * (random.normal() + (truth[i] === c ? apart : 0))))
    const sum = scores[0] + scores[1] + scores[2]
    scores.forEach((s, c) => (probabilities[c][i] = s / sum))
    predicted[i] = scores.indexOf(Math.max(...scores))
  }
  return { truth, predicted, nClasses: 3, probabilities }
}

const noises: Readonly<Record<string, (random: Random, at: number) => number>> = {
  normal: random => random.normal(),
  'heavy-tailed': random => (random.uniform() < 0.5 ? -1 : 1) * -Math.log(1 - random.uniform()) * Math.SQRT1_2,
  skewed: random => -Math.log(1 - random.uniform()) - 1,
  'fanning out': (random, at) => random.normal() * Math.exp(at / 3),
}

/** Values about 20 with a deviation of 2.2, of which 80 % of the variance can be predicted. */
function numbers(n: number, noise: (random: Random, at: number) => number, random: Random): PredictedValues {
  const predicted = new Float64Array(n)
  const truth = predicted.map((_, i) => {
    const at = random.normal()
    predicted[i] = 20 + 2 * at
    return predicted[i] + noise(random, at)
  })
  return { truth, predicted, nFeatures: 1 }
}
