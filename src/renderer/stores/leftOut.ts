import type { Specs } from '../../shared/node'
import type { Pipeline } from '../../shared/pipeline/document'
import type { ReadyPart, Unready } from '../../shared/pipeline/ready'
import { formatCount } from '../../shared/results/format'
import { inTitles } from '../../shared/sentences'
import { labelOf } from '../../shared/words'

/** Reasons that are told by name. */
const told = 2

/** What a run left out, as one sentence: "1 node was left out: Scale has no input". */
export function leftOutWords({ unready, left }: Pick<ReadyPart, 'unready' | 'left'>, document: Pipeline, specs: Specs) {
  const reasons = unready.slice(0, told).map(one => reasonOf(one, document, specs))
  const more = unready.length > told ? ` and ${unready.length - told} more` : ''
  return `${formatCount(left, 'node')} ${left === 1 ? 'was' : 'were'} left out: ${reasons.join(', ')}${more}`
}

/** Why a node cannot run, in the words of the window: "Scale has no input". */
export function reasonOf({ node: id, fault }: Unready, document: Pipeline, specs: Specs): string {
  const node = document.nodes.find(n => n.id === id)
  const spec = specs.get(node?.type ?? '')
  const title = spec?.title ?? node?.type ?? id
  const where = fault.where ?? ''
  if (!spec) return `${title} is no node that is known here`
  if (/^nodes\[\d+\]$/.test(where)) return `${title} has no input`
  const name = /\.params\.(\w+)$/.exec(where)?.[1]
  const label = name !== undefined && spec.parameters[name] ? labelOf(name, spec.parameters[name].title) : undefined
  const message = label ? fault.message.replace(name!, label) : inTitles(fault.message, specs, spec)
  return `${title}: ${message.replace(/\.$/, '')}`
}
