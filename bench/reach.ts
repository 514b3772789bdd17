import type { NodeBench } from '../src/compute/testing/nodeBench'
import type { AdapterInfo } from '../src/shared/results/results'

/** Adapters that reaches are given for. */
export type Adapter = 'swiftshader' | 'lavapipe' | 'hardware'

export function adapterOf({ description, software }: AdapterInfo): Adapter | undefined {
  if (/swiftshader/i.test(description)) return 'swiftshader'
  if (/llvmpipe|lavapipe/i.test(description)) return 'lavapipe'
  return software ? undefined : 'hardware'
}

/** What must be reached: a time, a rate in units of 10⁹ a second, or a peer's time in relation to ours. */
export type Goal =
  | { milliseconds: number }
  | { rate: number; unit: string }
  /** The peer's time is at least `ratio` times ours. */
  | { beside: string; ratio: number }

type Goals = Readonly<Partial<Record<Adapter, readonly Goal[]>>>

const ahead: Goals = { swiftshader: [{ beside: 'WebGPU', ratio: 1 }], lavapipe: [{ beside: 'WebGPU', ratio: 1 }] }
const besideCuda: readonly Goal[] = [{ beside: 'CUDA', ratio: 0.5 }]
const product: Goals = { hardware: besideCuda }

/** From the design's figures of quality: two cores, software adapters; by the names of tasks. "70 % of the best" is given in numbers. */
const kernelGoals: Readonly<Record<string, Goals>> = {
  'matmul 512': product,
  'matmul 1024': {
    swiftshader: [{ rate: 6, unit: 'GFLOPS' }],
    lavapipe: [{ rate: 45, unit: 'GFLOPS' }],
    hardware: besideCuda,
  },
  'matmul 1024 transposed': product,
  'matmul 2048': product,
  perceptron: { swiftshader: [{ milliseconds: 60 }], lavapipe: [{ milliseconds: 12 }], hardware: besideCuda },
  conv1: product,
  conv1backward: { ...ahead, hardware: besideCuda },
  conv2: product,
  conv2backward: product,
  'sum 64 MiB': {
    swiftshader: [{ rate: 0.7 * 3.9, unit: 'GB/s' }],
    lavapipe: [{ rate: 0.7 * 14.2, unit: 'GB/s' }],
  },
  'add 64 MiB': {
    swiftshader: [{ rate: 0.7 * 3.6, unit: 'GB/s' }],
    lavapipe: [{ rate: 0.7 * 16.4, unit: 'GB/s' }],
  },
  histogram: { lavapipe: [{ rate: 1.2, unit: 'G/s' }] },
  knn: { lavapipe: [{ milliseconds: 110 }] },
}

export const goalsOfKernel = (task: string, adapter: Adapter | undefined): readonly Goal[] =>
  (adapter && kernelGoals[task]?.[adapter]) ?? []

/** From 10,000 rows on ahead of JavaScript on the CPU; times of lavapipe; models ten times scikit-learn on a GPU. */
export function goalsOfModel(
  { type, milliseconds, slowOnSwiftShader }: NodeBench,
  rows: number,
  adapter: Adapter | undefined,
): Goal[] {
  if (adapter === undefined) return []
  const many = rows >= 100_000
  return [
    ...(adapter === 'lavapipe' && rows === 100_000 && milliseconds !== undefined ? [{ milliseconds }] : []),
    ...(adapter === 'hardware' && many && type.startsWith('model.') ? [{ beside: 'scikit-learn', ratio: 10 }] : []),
    ...(adapter === 'swiftshader' && slowOnSwiftShader ? [] : [{ beside: 'ml.js', ratio: 1 }]),
  ]
}

/** Ours: milliseconds, units of 10⁹ a second, and times of peers in relation to it. */
export interface Reached {
  milliseconds: number
  rate?: number
  ratios: Readonly<Record<string, number | undefined>>
}

/** The goals in words, and whether each is met; those beside a peer that was not there are left out. */
export function judged(goals: readonly Goal[], reached: Reached): { reach: string | null; met: string | null } {
  const there = goals.filter(goal => !('beside' in goal) || reached.ratios[goal.beside] !== undefined)
  if (there.length === 0) return { reach: null, met: null }
  return {
    reach: there.map(worded).join('; '),
    met: there.map(goal => (isMet(goal, reached) ? 'yes' : 'no')).join('; '),
  }
}

function worded(goal: Goal): string {
  if ('milliseconds' in goal) return `≤ ${goal.milliseconds} ms`
  if ('rate' in goal) return `≥ ${Number(goal.rate.toPrecision(3))} ${goal.unit}`
  return goal.ratio === 1 ? `ahead of ${goal.beside}` : `≥ ${goal.ratio} × ${goal.beside}`
}

function isMet(goal: Goal, { milliseconds, rate, ratios }: Reached): boolean {
  if ('milliseconds' in goal) return milliseconds <= goal.milliseconds
  if ('rate' in goal) return rate !== undefined && rate >= goal.rate
  return ratios[goal.beside]! >= goal.ratio
}
