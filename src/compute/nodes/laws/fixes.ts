import type { NodeSpec, Specs } from '../../../shared/node'
import { checkParameter } from '../../../shared/parameterCheck'
import { type Fix, pages } from '../../../shared/remedy'

/** What is wrong with a fix: a node type or parameter that there is not, a value out of its bounds. `own`: the node that failed. */
export function faultsOfFix(fix: Fix, own: NodeSpec | undefined, specs: Specs): string[] {
  if ('open' in fix) return specs.has(fix.open) || pages.some(p => p === fix.open) ? [] : [`no page ${fix.open}`]
  if ('replace' in fix) return specs.has(fix.replace) ? [] : [`no node type ${fix.replace}`]
  if ('set' in fix) {
    const { node, parameter, value } = fix.set
    return settingFaults(node === undefined ? own : specs.get(node), { [parameter]: value })
  }
  const { insert, before, params = {} } = fix
  const next = before === undefined || specs.has(before) ? [] : [`no node type ${before}`]
  return [...settingFaults(specs.get(insert), params), ...next]
}

function settingFaults(spec: NodeSpec | undefined, params: Readonly<Record<string, unknown>>): string[] {
  if (!spec) return ['no such node type']
  return Object.entries(params).flatMap(([name, value]) => {
    const parameter = Object.hasOwn(spec.parameters, name) ? spec.parameters[name] : undefined
    if (!parameter) return [`${spec.type} has no parameter ${name}`]
    return value === undefined ? [] : (checkParameter(name, parameter, value) ?? [])
  })
}
