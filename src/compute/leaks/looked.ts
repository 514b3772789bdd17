/** A column as the alarm looks at it: rows that have a target, all or an even sample of them. */
export type Looked = { readonly name: string } & (
  | { readonly form: 'numbers'; /** NaN where missing. */ readonly values: Float64Array }
  | {
      readonly form: 'codes'
      /** −1 where missing. */ readonly codes: Int32Array
      readonly categories: readonly string[]
    }
)

/** The target of the same rows: none is missing. */
export type Answer =
  | {
      readonly task: 'classification'
      /** 0 … classes.length − 1 */ readonly codes: Int32Array
      readonly classes: readonly string[]
    }
  | { readonly task: 'regression'; readonly values: Float64Array }

export const rowsOf = (answer: Answer): number =>
  answer.task === 'classification' ? answer.codes.length : answer.values.length

export const isMissing = (column: Looked, row: number): boolean =>
  column.form === 'numbers' ? Number.isNaN(column.values[row]) : column.codes[row] < 0

/** `n` rows or all of `total`, evenly spread. */
export function spread(total: number, n: number): Uint32Array {
  if (total <= n) return Uint32Array.from({ length: total }, (_, i) => i)
  return Uint32Array.from({ length: n }, (_, i) => Math.floor((i * total) / n))
}

export function pick(column: Looked, rows: Uint32Array): Looked {
  if (column.form === 'numbers') return { ...column, values: Float64Array.from(rows, r => column.values[r]) }
  return { ...column, codes: Int32Array.from(rows, r => column.codes[r]) }
}

export function pickAnswer(answer: Answer, rows: Uint32Array): Answer {
  if (answer.task === 'classification') return { ...answer, codes: Int32Array.from(rows, r => answer.codes[r]) }
  return { ...answer, values: Float64Array.from(rows, r => answer.values[r]) }
}
