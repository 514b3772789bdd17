// ml.js on the CPU, answering for `cases/models.ts`: the questions of `fit.py`. Usage: mljs.mjs <folder with sample-<rows>.f64> <features>
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { kmeans } from 'ml-kmeans'
import LogisticRegression from 'ml-logistic-regression'
import { Matrix } from 'ml-matrix'
import { PCA } from 'ml-pca'
import LinearRegression from 'ml-regression-multivariate-linear'
import { dependencies } from './package.json'

const [folder, features] = [process.argv[2], Number(process.argv[3])]

interface Sample {
  x: number[][]
  y: number[][]
  label: number[]
}

const samples = new Map<number, Sample>()

function sample(n: number): Sample {
  const known = samples.get(n)
  if (known) return known
  const bytes = readFileSync(`${folder}/sample-${n}.f64`)
  const all = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8)
  const rows = (from: number, columns: number): number[][] =>
    Array.from({ length: n }, (_, i) => Array.from({ length: columns }, (__, j) => all[(from + j) * n + i]))
  const made = { x: rows(0, features), y: rows(features, 1), label: Array.from(all.slice((features + 1) * n)) }
  samples.set(n, made)
  return made
}

/** What a fit found, named as a summary of ours names it. */
type Found = () => Record<string, unknown>

/** With a column of ones: it has no intercept. Steps of plain gradient ascent without a stop; its default of 50,000 would take hours. */
function logistic({ x, label }: Sample): Found {
  const model = new LogisticRegression({ numSteps: 150, learningRate: 1 / x.length })
  model.train(new Matrix(x.map(row => [...row, 1])), Matrix.columnVector(label))
  const weights: number[] = model.classifiers[0].weights.to1DArray()
  return () => ({ coefficients: weights.slice(0, -1), intercept: weights.at(-1) })
}

function linear({ x, y }: Sample): Found {
  const { weights } = new LinearRegression(x, y, { statistics: false })
  const all = weights.map(([w]: number[]) => w)
  return () => ({ coefficients: all.slice(0, -1), intercept: all.at(-1) })
}

function pca({ x }: Sample): Found {
  const model = new PCA(x)
  return () => ({
    explainedVariance: model.getEigenvalues(),
    components: model.getEigenvectors().transpose().to2DArray(),
  })
}

function kMeans({ x }: Sample, seed: number): Found {
  const found = kmeans(x, 8, { initialization: 'random', seed, maxIterations: 10, tolerance: 0 })
  const apart = (row: number[], centre: number[]): number =>
    row.reduce((distance, value, j) => distance + (value - centre[j]) ** 2, 0)
  // Its labels are those before the centres moved for the last time.
  const inertia = (): number =>
    x.reduce((sum, row) => sum + Math.min(...found.centroids.map((centre: number[]) => apart(row, centre))), 0)
  return () => ({ nIterations: found.iterations, centers: found.centroids, inertia: inertia() })
}

const fits: Record<string, (sample: Sample, seed: number) => Found> = {
  'model.linearRegression': linear,
  'model.logisticRegression': logistic,
  'model.pca': pca,
  'model.kMeans': kMeans,
}

let found: Found = () => ({})

interface Question {
  case: string
  rows: number
  seed: number
  answer?: true
}

/** `{case, rows, seed}` fits; `{answer}` gives what the last fit found. */
function answer(question: Question): object {
  if (question.case === 'hello') return { version: dependencies['ml-kmeans'], cases: Object.keys(fits) }
  if (question.answer) return found()
  const data = sample(question.rows)
  const started = performance.now()
  found = fits[question.case](data, question.seed)
  return { milliseconds: performance.now() - started }
}

for await (const line of createInterface({ input: process.stdin })) {
  let said: object
  try {
    said = answer(JSON.parse(line) as Question)
  } catch (error) {
    said = { error: (error as Error).message }
  }
  process.stdout.write(`${JSON.stringify(said)}\n`)
}
