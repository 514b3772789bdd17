import type { Pipeline, PipelineNode } from '../../shared/pipeline/document'
import { resetParameter, setParameter } from '../../shared/pipeline/edit'
import { type KeyColumn, type Leak, leaksOf } from '../../shared/results/leaks'
import type { NodeResult } from '../../shared/results/results'

/** A column that waits for somebody's choice: its leak, the node that decides, and the column's name there. */
export interface OpenLeak {
  node: string
  target: string
  leak: Leak
}

/** A column that names rows; `kept`: it is learned from all the same. */
export interface OpenKey {
  node: string
  key: KeyColumn
}

export type Choice = 'ignore' | 'keep'

const namesIn = (node: PipelineNode, parameter: string): readonly string[] =>
  (node.params[parameter] as readonly string[] | null | undefined) ?? []

/** What a column was called before the node renamed it: its parameters go by that. */
export function oldName(node: PipelineNode, column: string): string {
  const rename = (node.params['rename'] ?? {}) as Readonly<Record<string, string>>
  return Object.entries(rename).find(([, name]) => name === column)?.[0] ?? column
}

/** Leaks that nobody has settled in the document as it is now, and columns that name rows. */
export function openLeaks(
  document: Pipeline,
  resultOf: (id: string) => NodeResult | undefined,
): { leaks: OpenLeak[]; keys: OpenKey[] } {
  const all: { leaks: OpenLeak[]; keys: OpenKey[] } = { leaks: [], keys: [] }
  for (const node of document.nodes) {
    const found = node.disabled ? undefined : leaksOf(resultOf(node.id)?.summary)
    if (!found || found.target !== renamedTarget(node)) continue
    const chosen = new Set(['ignore', 'keep', 'features'].flatMap(name => namesIn(node, name)))
    for (const leak of found.report.leaks)
      if (!chosen.has(oldName(node, leak.column))) all.leaks.push({ node: node.id, target: found.target ?? '', leak })
    const [kept, ignored] = [namesIn(node, 'keep'), namesIn(node, 'ignore')]
    for (const key of found.report.keys) {
      const name = oldName(node, key.column)
      if (!ignored.includes(name)) all.keys.push({ node: node.id, key: { ...key, kept: kept.includes(name) } })
    }
  }
  return all
}

/** The target that the node names now; what was found of another one is of no use. */
function renamedTarget({ params }: PipelineNode): unknown {
  const target = params['target'] ?? null
  const rename = (params['rename'] ?? {}) as Readonly<Record<string, string>>
  return typeof target === 'string' && Object.hasOwn(rename, target) ? rename[target] : target
}

/** The document with a column named in `ignore` or `keep`, and no more in the other; null names it in neither. */
export function withChoice(document: Pipeline, id: string, column: string, choice: Choice | null): Pipeline {
  const node = document.nodes.find(n => n.id === id)!
  const name = oldName(node, column)
  return (['ignore', 'keep'] as const).reduce((made, parameter) => {
    const before = namesIn(node, parameter)
    const others = before.filter(n => n !== name)
    if (parameter === choice) return setParameter(made, id, parameter, [...others, name])
    if (others.length === before.length) return made
    return others.length > 0 ? setParameter(made, id, parameter, others) : resetParameter(made, id, parameter)
  }, document)
}
