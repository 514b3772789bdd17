import type { NodeSpec } from '../../shared/node'
import type { Body, NodeType, NodeTypes } from '../engine/node'
import type { Example } from '../engine/worked'

/** Every node type is a folder `nodes/<group>/<name>/`; nothing else lists them. */
const specs = import.meta.glob<NodeSpec>('./*/*/spec.ts', { eager: true, import: 'spec' })
const bodies = import.meta.glob<Body>('./*/*/{fit,run}.ts')
const examples: Record<string, (() => Promise<Example>) | undefined> = import.meta.glob<Example>('./*/*/example.ts', {
  import: 'example',
})

/** All node types, by type, sorted. */
export const nodeTypes: NodeTypes = new Map(
  Object.entries(specs)
    .map(([path, spec]): [string, NodeType] => {
      const folder = path.slice(0, path.lastIndexOf('/'))
      const load = bodies[`${folder}/fit.ts`] ?? bodies[`${folder}/run.ts`]
      const missing = (): Promise<Body> => Promise.reject(new Error(`${folder} has neither fit.ts nor run.ts.`))
      const example = examples[`${folder}/example.ts`]
      return [spec.type, { spec, load: load ?? missing, ...(example && { example }) }]
    })
    .sort(([a], [b]) => (a < b ? -1 : 1)),
)

export const nodeSpecs: ReadonlyMap<string, NodeSpec> = new Map([...nodeTypes].map(([type, { spec }]) => [type, spec]))

/** Whether a type of node can be worked through on a row. */
export const hasExample = (type: string): boolean => nodeTypes.get(type)?.example !== undefined
