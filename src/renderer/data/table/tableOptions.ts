import { nodeSpecs } from '../../../compute'
import type { Pipeline } from '../../../shared/pipeline/document'
import { modelNames } from '../../node/modelNames'
import type { Option } from '../../ui/option'

/** Nodes to choose a table of by their titles; those of one title with their ids. */
export function tableOptions(document: Pipeline, has: (id: string) => boolean): Option[] {
  const models = modelNames(document)
  const options = document.nodes
    .filter(n => has(n.id))
    .map(({ id, type }) => ({ value: id, label: models.get(id) ?? nodeSpecs.get(type)?.title ?? type }))
  const times = new Map<string, number>()
  for (const { label } of options) times.set(label, (times.get(label) ?? 0) + 1)
  return options.map(({ value, label }) => ({ value, label: times.get(label)! > 1 ? `${label} (${value})` : label }))
}
