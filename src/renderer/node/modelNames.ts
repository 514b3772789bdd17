import { labelsOf, nodeSpecs } from '../../compute'
import type { Pipeline } from '../../shared/pipeline/document'
import { valuesOf } from '../../shared/pipeline/validate'
import { sourcesOf } from './ports'

const known = new WeakMap<Pipeline, ReadonlyMap<string, string>>()

/** Names of the models on the canvas by id, told apart as `evaluate` tells them apart: parameters, then the preparation before them. */
export function modelNames(document: Pipeline): ReadonlyMap<string, string> {
  const names = known.get(document) ?? named(document)
  known.set(document, names)
  return names
}

function named(document: Pipeline): ReadonlyMap<string, string> {
  const byId = new Map(document.nodes.map(n => [n.id, n]))
  const sources = sourcesOf(document, nodeSpecs)
  const described = (id: string): { type: string; params: Readonly<Record<string, unknown>> }[] => {
    const node = byId.get(id)
    const spec = node && nodeSpecs.get(node.type)
    return node && spec ? [{ type: node.type, params: valuesOf(node, spec) }] : []
  }
  /** What prepares the rows before a node, from it back to the data. */
  const before = (id: string, seen: ReadonlySet<string>): ReturnType<typeof described> => {
    const [from] = (sources.get(id) ?? '').split(' ')
    if (!from || seen.has(from)) return []
    const node = byId.get(from)
    const steps = node && !node.disabled && nodeSpecs.get(node.type)?.group === 'prep' ? described(from) : []
    return [...before(from, new Set([...seen, from])), ...steps]
  }
  const models = document.nodes.filter(n => nodeSpecs.get(n.type)?.group === 'model')
  const labels = labelsOf(
    models.map(({ id }) => {
      const [model] = described(id)
      return { node: id, ...(model && { model }), steps: before(id, new Set([id])) }
    }),
  )
  return new Map(models.map(({ id }, i) => [id, labels[i].full]))
}
