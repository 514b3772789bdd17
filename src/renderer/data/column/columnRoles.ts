import type { NodeSpec, Specs } from '../../../shared/node'
import { isFeatureKind, type Kind, type Role, roles } from '../../../shared/frame'
import type { Pipeline } from '../../../shared/pipeline/document'
import { addNode, connect, freeId, resetParameter, setParameter } from '../../../shared/pipeline/edit'
import { Graph } from '../../../shared/pipeline/graph'
import { inserted } from '../../canvas/adding/inserting'
import { freePlace, pitch } from '../../layout/geometry'
import { occupied } from '../../layout/occupied'
import { positionsOf, withPositions } from '../../layout/positions'
import { oldName } from '../../stores/leakChoices'

const giver = (specs: Specs): NodeSpec => [...specs.values()].find(s => s.part === 'roles')!

/** Roles that people can give a column: those that the node which gives roles has a parameter for. */
export function rolesFor(kind: Kind, specs: Specs): Role[] {
  const { parameters } = giver(specs)
  return roles.filter(role => {
    if (role === 'feature') return isFeatureKind(kind)
    return role === 'ignored' || parameters[role]?.kind === 'column'
  })
}

/** The document with a role given to a column as a table shows it, and the node that gives it: the nearest before the table's, else behind, else a new one. */
export function withRole(
  document: Pipeline,
  specs: Specs,
  table: string,
  column: string,
  role: Role,
): { document: Pipeline; node: string } {
  const { document: made, node } = withGiver(document, specs, table)
  const name = oldName(Graph.of(made).node(node)!, column)
  const cleared = without(made, node, name)
  if (role === 'ignored') return { document: add(cleared, node, 'ignore', name), node }
  if (role !== 'feature') return { document: setParameter(cleared, node, role, name), node }
  // What nobody had taken out was left out by what its cells hold, and is learned from by choice only.
  const kept = cleared === made ? add(cleared, node, 'keep', name) : cleared
  const listed = Array.isArray(Graph.of(made).node(node)!.params['features'])
  return { document: listed ? add(kept, node, 'features', name) : kept, node }
}

function withGiver(document: Pipeline, specs: Specs, table: string): { document: Pipeline; node: string } {
  const graph = Graph.of(document)
  const gives = (id: string): boolean => graph.spec(specs, id)?.part === 'roles'
  const near = [table, ...graph.reach(table, 'before'), ...graph.reach(table, 'behind')].find(gives)
  if (near !== undefined) return { document, node: near }
  const source = [table, ...graph.reach(table, 'before')].find(id => graph.into(id).length === 0) ?? table
  const standing = withPositions(document)
  const { type } = giver(specs)
  const made = { id: freeId(standing, type), type, params: {} }
  const edge = graph.outOf(source)[0]?.written
  if (edge) return { document: inserted(standing, specs, edge, made), node: made.id }
  const [x, y] = positionsOf(standing)[source] ?? [0, 0]
  const { cards, notes } = occupied(standing)
  const at = freePlace([x + pitch[0], y], [...cards, ...notes])
  return { document: connect(addNode(standing, made, at), specs, { from: source, to: made.id }), node: made.id }
}

const listOf = (document: Pipeline, node: string, parameter: string): readonly string[] => {
  const value = Graph.of(document).node(node)?.params[parameter]
  return Array.isArray(value) ? value.filter(v => typeof v === 'string') : []
}

const add = (document: Pipeline, node: string, parameter: string, name: string): Pipeline =>
  setParameter(document, node, parameter, [...listOf(document, node, parameter).filter(n => n !== name), name])

/** Without any role that parameters of the node give the column; itself where none does. */
function without(document: Pipeline, node: string, name: string): Pipeline {
  const { params } = Graph.of(document).node(node)!
  return Object.entries(params).reduce((made, [parameter, value]) => {
    if (value === name) return resetParameter(made, node, parameter)
    if (!Array.isArray(value) || !(value as unknown[]).includes(name)) return made
    const others = listOf(made, node, parameter).filter(n => n !== name)
    return others.length > 0 || parameter === 'features'
      ? setParameter(made, node, parameter, others)
      : resetParameter(made, node, parameter)
  }, document)
}
