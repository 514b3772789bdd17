import { importDefaults, type ImportOptions, type Inspection } from '../../../shared/contracts/datasets'
import type { Pipeline } from '../../../shared/pipeline/document'
import { resetParameter, setParameter } from '../../../shared/pipeline/edit'

/** Parameters of `data.file` that say how a file is read. */
export type ReadingParams = Readonly<Record<string, unknown>>

/** The options of an import that a node's parameters mean, as `data.file` hands them on. */
export function optionsOf(params: ReadingParams): ImportOptions {
  const { delimiter = 'auto', path: _path, ...rest } = params
  return {
    ...importDefaults,
    ...(rest as Partial<ImportOptions>),
    delimiter: delimiter === 'auto' ? null : String(delimiter),
    nullValues: (rest['nullValues'] as readonly string[] | null | undefined) ?? importDefaults.nullValues,
  }
}

/** The document with changed reading parameters; what is as the import would have it goes without. */
export function withReading(
  document: Pipeline,
  node: string,
  changes: ReadingParams,
  defaults: ReadingParams,
): Pipeline {
  return Object.entries(changes).reduce((made, [name, value]) => {
    const standard = JSON.stringify(value) === JSON.stringify(defaults[name])
    return standard ? resetParameter(made, node, name) : setParameter(made, node, name, value)
  }, document)
}

/** What another reading of a file would change, in words: nothing where both read the same. */
export function differences(before: Inspection, after: Inspection): string[] {
  const said: string[] = []
  const count = (name: string, a: number, b: number): void => {
    if (a !== b) said.push(`${name}: ${a.toLocaleString('en-US')} → ${b.toLocaleString('en-US')}`)
  }
  count('Rows', before.rows, after.rows)
  count('Columns', before.columns.length, after.columns.length)
  count('Rejected records', before.rejected.length, after.rejected.length)
  const old = new Map(before.columns.map(c => [c.name, c]))
  for (const c of after.columns) {
    const was = old.get(c.name)
    if (!was) said.push(`${c.name}: new, ${c.kind}`)
    else if (was.kind !== c.kind) said.push(`${c.name}: ${was.kind} → ${c.kind}`)
    if (was) count(`${c.name}, missing`, was.missing, c.missing)
  }
  const names = new Set(after.columns.map(c => c.name))
  for (const c of before.columns) if (!names.has(c.name)) said.push(`${c.name}: gone`)
  return said
}
