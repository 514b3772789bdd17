import type { Code, CodeSetting, FrameInfo } from '../../compute'
import { isFeatureKind } from '../../shared/frame'
import type { NodeSpec } from '../../shared/node'
import type { AnyValues } from '../../shared/params'

/** What the folders of nodes hold for people to read. Each file is a chunk of its own, loaded when it is first asked for. */
const texts = import.meta.glob<string>('../../compute/nodes/*/*/learn.md', { query: '?raw', import: 'default' })

const codeFiles = import.meta.glob<Code>('../../compute/nodes/*/*/code.ts', { import: 'code' })

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
export async function codeOf(spec: NodeSpec, values: AnyValues, setting: CodeSetting): Promise<string | undefined> {
  const code = await codeFiles[fileOf(spec, 'code.ts')]?.()
  if (!code) return undefined
  const { imports, expression } = code(values, setting)
  return [...imports, '', expression].join('\n')
}

/** What runs have told of a node: the columns that came in, and what it said of them. */
export function settingOf(before: FrameInfo | undefined, after: FrameInfo | undefined): CodeSetting {
  const columns = before?.columns ?? []
  const target = columns.find(c => c.role === 'target')?.name
  // A judge is told what the model before it said, a model what it said itself.
  const task = (after?.prediction ?? before?.prediction)?.task
  return {
    columns,
    features: columns.filter(c => c.role === 'feature' && isFeatureKind(c.kind)).map(c => c.name),
    ...(target !== undefined && { target }),
    ...(task && { task }),
  }
}
