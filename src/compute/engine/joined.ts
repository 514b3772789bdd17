import type { Prediction } from './node'

/** What was said of parts of n rows, as one prediction of all. Each part is given with the rows it is about; all are of one kind. */
export function joined(n: number, parts: readonly (readonly [Uint32Array, Prediction])[]): Prediction {
  const [[, first]] = parts
  const numbers = (of: (p: Prediction) => Float64Array | undefined): Float64Array => {
    const out = new Float64Array(n)
    for (const [rows, prediction] of parts) of(prediction)?.forEach((x, i) => (out[rows[i]] = x))
    return out
  }
  switch (first.kind) {
    case 'values':
      return { kind: 'values', values: numbers(p => (p.kind === 'values' ? p.values : undefined)) }
    case 'classes':
      return {
        kind: 'classes',
        probabilities: first.probabilities.map((_, k) =>
          numbers(p => (p.kind === 'classes' ? p.probabilities[k] : undefined)),
        ),
      }
    case 'clusters':
      return {
        kind: 'clusters',
        labels: Int32Array.from(numbers(p => (p.kind === 'clusters' ? Float64Array.from(p.labels) : undefined))),
      }
    case 'features':
      return {
        kind: 'features',
        columns: first.columns.map(({ name }, k) => ({
          name,
          values: numbers(p => (p.kind === 'features' ? p.columns[k].values : undefined)),
        })),
      }
  }
}
