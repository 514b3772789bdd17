import { LatheError } from '../../shared/errors'
import type { NodeSpec } from '../../shared/node'
import type { Body, NodeType } from '../engine/node'

/** Every node type is a folder `nodes/<group>/<name>/`; nothing else lists them. */
const specs = import.meta.glob<NodeSpec>('./*/*/spec.ts', { eager: true, import: 'spec' })
const bodies = import.meta.glob<Body>('./*/*/{fit,run}.ts')

const types = new Map<string, NodeType>(
  Object.entries(specs)
    .map(([path, spec]): [string, NodeType] => {
      const folder = path.slice(0, path.lastIndexOf('/'))
      const load = bodies[`${folder}/fit.ts`] ?? bodies[`${folder}/run.ts`]
      const missing = (): Promise<Body> => Promise.reject(new Error(`${folder} has neither fit.ts nor run.ts.`))
      return [spec.type, { spec, load: load ?? missing }]
    })
    .sort(([a], [b]) => (a < b ? -1 : 1)),
)

/** All node types, by type, sorted. */
export const nodeTypes: ReadonlyMap<string, NodeType> = types

export const nodeSpecs: ReadonlyMap<string, NodeSpec> = new Map([...types].map(([type, { spec }]) => [type, spec]))

export function nodeType(type: string): NodeType {
  const found = types.get(type)
  if (found) return found
  throw new LatheError({
    code: 'format',
    message: `There is no node type ${JSON.stringify(type)}.`,
    remedy: 'Open it with a newer Lathe.',
  })
}
