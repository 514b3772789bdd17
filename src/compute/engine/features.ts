import type { Finished, WorkedLine } from './worked'
import { numberBefore } from './worked'

/** Lines that a table of features has at most; the smallest of more are one line together. */
export const mostLines = 12

/** A feature as the model sees it, and as it stands in the person's table where both are known. */
export interface Feature {
  name: string
  x: number
  /** Differs from `x` where the line scaled it. */
  raw: number
}

/** The features of the row in the order learned. */
export async function featuresAt(at: Finished, names: readonly string[]): Promise<Feature[]> {
  const origins = await at.origins(names)
  const made: Feature[] = []
  for (const [j, name] of names.entries()) {
    const x = await numberBefore(at, name)
    made.push({ name, x, raw: origins[j].shift + origins[j].factor * x })
  }
  return made
}

export const anyScaled = (features: readonly Feature[]): boolean => features.some(f => f.raw !== f.x)

/** One weighted sum of a row's features, twice: with the weights of the results, and with those the model holds. */
export interface Weighted {
  features: readonly Feature[]
  /** As the results say, in the order of the features. */
  shown: readonly number[]
  /** As the model holds them. */
  held: ArrayLike<number>
  intercept: { shown: number; held: number }
}

/** Σ wⱼ xⱼ + w₀ from what the model holds. */
export const sumOf = ({ features, held, intercept }: Weighted): number =>
  features.reduce((sum, f, j) => sum + held[j] * f.x, intercept.held)

/** Size of what is added up: the measure of rounding. */
export const sizeOf = ({ features, held, intercept }: Weighted): number =>
  features.reduce((sum, f, j) => sum + Math.abs(held[j] * f.x), Math.abs(intercept.held))

/** A line for each product, largest first to be kept where there are many, then the intercept. */
export function productLines(w: Weighted): WorkedLine[] {
  const unit = Math.max(sizeOf(w), Number.MIN_VALUE)
  const both = anyScaled(w.features)
  const lines = w.features.map((f, j): WorkedLine => ({
    name: f.name,
    code: true,
    cells: [...(both ? [f.raw] : []), f.x, w.shown[j]],
    value: w.shown[j] * f.x,
    again: w.held[j] * f.x,
    unit,
  }))
  const { few, rest } = largest(lines)
  const blanks = Array<null>(both ? 3 : 2).fill(null)
  if (rest.length > 0)
    few.push({
      name: `${rest.length} more together`,
      cells: blanks,
      value: rest.reduce((sum, l) => sum + (l.value as number), 0),
      again: rest.reduce((sum, l) => sum + (l.again as number), 0),
      unit,
    })
  few.push({ name: 'intercept', cells: blanks, value: w.intercept.shown, again: w.intercept.held, unit })
  return few
}

/** Heads of a table of products. */
export const productHead = (w: Weighted): string[] =>
  anyScaled(w.features)
    ? ['column', 'value', 'scaled $x$', 'weight $\\beta$', '$\\beta \\cdot x$']
    : ['column', 'value $x$', 'weight $\\beta$', '$\\beta \\cdot x$']

/** Those of largest size, in their own order, and the others. */
export function largest(lines: readonly WorkedLine[], most = mostLines): { few: WorkedLine[]; rest: WorkedLine[] } {
  if (lines.length <= most) return { few: [...lines], rest: [] }
  const size = (l: WorkedLine): number => Math.abs(typeof l.value === 'number' ? l.value : 0)
  const kept = new Set([...lines].sort((a, b) => size(b) - size(a)).slice(0, most - 1))
  return { few: lines.filter(l => kept.has(l)), rest: lines.filter(l => !kept.has(l)) }
}
