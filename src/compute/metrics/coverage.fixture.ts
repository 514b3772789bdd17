import { Random } from '../random/random'
import { classificationFigures, type ClassifiedRows, prepare } from './classification'
import { classificationIntervals } from './classificationIntervals'
import type { Intervals } from './intervals'
import { type PredictedValues, regressionFigures } from './regression'
import { regressionIntervals } from './regressionIntervals'

/** Rows of a known population, drawn n at a time: what intervals are for. */
export interface Population {
  name: string
  /** Figures of the population itself. */
  truth: Readonly<Record<string, number | null>>
  intervals: (n: number, random: Random) => Intervals
}

/** Classifiers of two and of three classes, sharp and blunt, and regressors with errors of four kinds; their figures are those of `large` rows. */
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

/** Scores of two normal distributions; probabilities by Bayes. */
function twoClasses(n: number, share: number, apart: number, random: Random): ClassifiedRows {
  const truth = Int32Array.from({ length: n }, () => (random.uniform() < share ? 1 : 0))
  const odds = Math.log(share / (1 - share))
  const q = Float64Array.from(truth, c => {
    const score = random.normal() + c * apart
    return 1 / (1 + Math.exp(-odds - apart * (score - apart / 2)))
  })
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
