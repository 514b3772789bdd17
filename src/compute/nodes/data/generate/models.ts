import type { Random } from '../../../random/random'

/** The truth behind generated rows, and one row at a time. */
export interface Source {
  names: string[]
  /** Number of features the target depends on; they come first. */
  informative: number
  centers?: number[][]
  coefficients?: number[]
  intercept?: number
  /** Fills `x` with the features of row i of n and returns its class, or the value of its target. */
  row(x: Float64Array, i: number, n: number, random: Random): number
}

export interface Shape {
  features: number
  classes: number
  noise: number
}

/**
 * Round clouds: centres even in [−10, 10]ᵖ, classes in turn, x = centre + noise · z with z standard normal
 * (scikit-learn's make_blobs).
 */
export function blobs(random: Random, { features, classes, noise }: Shape): Source {
  const centers = matrix(classes, features, () => even(random, 10))
  return {
    names: numbered(features),
    informative: features,
    centers,
    row(x, i, _n, rows) {
      const c = i % classes
      for (let j = 0; j < features; j++) x[j] = centers[c][j] + noise * rows.normal()
      return c
    },
  }
}

/**
 * Two half circles of radius 1, the second turned over and moved by (1, 0.5), evenly filled; noise is added to both
 * coordinates (scikit-learn's make_moons).
 */
export function moons(_random: Random, { noise }: Pick<Shape, 'noise'>): Source {
  return {
    names: ['x', 'y'],
    informative: 2,
    row(x, i, n, rows) {
      const c = i % 2
      const count = c === 0 ? Math.ceil(n / 2) : Math.floor(n / 2)
      const angle = (Math.PI * (i >> 1)) / Math.max(1, count - 1)
      const side = c === 0 ? 1 : -1
      x[0] = c + side * Math.cos(angle) + noise * rows.normal()
      x[1] = 0.5 * c + side * Math.sin(angle) + noise * rows.normal()
      return c
    },
  }
}

/**
 * Tilted clouds, after Guyon's (2003) design of the NIPS variable selection benchmark: in the informative features
 * x = centre + noise · A z, with centres even in [−2, 2], z standard normal and a matrix A per class with rows of length 1, so
 * that every feature has the standard deviation `noise` within a class and classes differ in how features go together. The
 * remaining features are standard normal and say nothing.
 */
export function classification(random: Random, { features, classes, noise }: Shape): Source {
  const informative = informativeOf(features)
  const centers = matrix(classes, informative, () => even(random, 2))
  const mixes = centers.map(() => matrix(informative, informative, () => random.normal()).map(unit))
  const z = new Float64Array(informative)
  return {
    names: numbered(features),
    informative,
    centers: centers.map(center => [...center, ...new Array<number>(features - informative).fill(0)]),
    row(x, i, _n, rows) {
      const c = i % classes
      for (let j = 0; j < informative; j++) z[j] = rows.normal()
      for (let j = 0; j < informative; j++) {
        const mix = mixes[c][j]
        x[j] = centers[c][j] + noise * mix.reduce((sum, a, l) => sum + a * z[l], 0)
      }
      for (let j = informative; j < features; j++) x[j] = rows.normal()
      return c
    },
  }
}

/** y = intercept + Σ βⱼ xⱼ + noise · z: features standard normal, intercept and informative β even in [−100, 100], other β 0. */
export function regression(random: Random, { features, noise }: Pick<Shape, 'features' | 'noise'>): Source {
  const informative = informativeOf(features)
  const intercept = even(random, 100)
  const coefficients = Array.from({ length: features }, (_, j) => (j < informative ? even(random, 100) : 0))
  return {
    names: numbered(features),
    informative,
    coefficients,
    intercept,
    row(x, _i, _n, rows) {
      let y = intercept
      for (let j = 0; j < features; j++) {
        x[j] = rows.normal()
        y += coefficients[j] * x[j]
      }
      return y + noise * rows.normal()
    },
  }
}

/** Half of the features, and at least two where there are two. */
const informativeOf = (features: number): number => Math.max(Math.min(2, features), Math.ceil(features / 2))

const numbered = (features: number): string[] => Array.from({ length: features }, (_, j) => `x${j + 1}`)

/** Uniform in [−reach, reach). */
const even = (random: Random, reach: number): number => reach * (2 * random.uniform() - 1)

const matrix = (rows: number, cols: number, entry: () => number): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: cols }, entry))

function unit(row: number[]): number[] {
  const length = Math.sqrt(row.reduce((sum, a) => sum + a * a, 0))
  return row.map(a => a / length)
}
