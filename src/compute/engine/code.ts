import type { ColumnSchema, Task } from '../../shared/frame'
import type { Parameters, Values } from '../../shared/params'

/** The same step in scikit-learn: `code.ts` of a node that has one. */
export interface PythonCode {
  /** Whole import lines. */
  imports: readonly string[]
  /** One expression that makes the estimator, transformer or splitter with the node's parameters. */
  expression: string
}

/** What the line has told a node: nothing before it ran. */
export interface CodeSetting {
  task?: Task
  target?: string
  /** Names of the features, in order. */
  features: readonly string[]
  /** Columns that come in. */
  columns: readonly ColumnSchema[]
}

export type Code<P extends Parameters = Parameters> = (params: Values<P>, setting: CodeSetting) => PythonCode

/** A value as a Python literal. */
export function python(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  return JSON.stringify(value)
}

/** `Name(a=1, b=None)`, leaving out what is undefined. */
export function call(name: string, args: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(args).filter(([, v]) => v !== undefined)
  return `${name}(${given.map(([k, v]) => `${k}=${python(v)}`).join(', ')})`
}
