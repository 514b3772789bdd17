import type { NodeSpec } from '../../shared/node'
import type { AnyValues } from '../../shared/params'

/** What the folders of nodes hold for people to read. Each file is a chunk of its own, loaded when it is first asked for. */
const texts = import.meta.glob<string>('../../compute/nodes/*/*/learn.md', { query: '?raw', import: 'default' })

/** The same step in scikit-learn: whole import lines, and one expression. */
export interface PythonCode {
  imports: readonly string[]
  expression: string
}
const codeFiles = import.meta.glob<(values: AnyValues) => PythonCode>('../../compute/nodes/*/*/code.ts', {
  import: 'code',
})

/** Path of a node's folder: `model.kMeans` lies in `model/kMeans`, a type without a group in `result`. */
function fileOf(spec: NodeSpec, name: string): string {
  const dot = spec.type.indexOf('.')
  const folder = dot < 0 ? `result/${spec.type}` : spec.type.replace('.', '/')
  return `../../compute/nodes/${folder}/${name}`
}

/** The text of a node's `learn.md`; undefined where it has none. */
export const textOf = (spec: NodeSpec): Promise<string> | undefined => texts[fileOf(spec, 'learn.md')]?.()

export const hasCode = (spec: NodeSpec): boolean => codeFiles[fileOf(spec, 'code.ts')] !== undefined

/** The scikit-learn lines of a node with these values; undefined where it has none. */
export async function codeOf(spec: NodeSpec, values: AnyValues): Promise<string | undefined> {
  const code = await codeFiles[fileOf(spec, 'code.ts')]?.()
  if (!code) return undefined
  const { imports, expression } = code(values)
  return [...imports, '', expression].join('\n')
}
