import { type Group, groups, type NodeSpec } from '../../shared/node'

/** Nodes by group, in the order of the groups and by title, that hold every word of a search in title, type or summary. */
export function nodesByGroup(specs: Iterable<NodeSpec>, query: string): { group: Group; specs: NodeSpec[] }[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = [...specs]
    .filter(s => words.every(w => `${s.title} ${s.type} ${s.summary}`.toLowerCase().includes(w)))
    .sort((a, b) => a.title.localeCompare(b.title, 'en'))
  return groups
    .map(group => ({ group, specs: found.filter(s => s.group === group) }))
    .filter(({ specs: some }) => some.length > 0)
}
