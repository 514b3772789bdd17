import { taskNames } from '../../shared/frame'
import type { NodeSpec } from '../../shared/node'
import type { Pipeline } from '../../shared/pipeline/document'
import { tasks } from '../../shared/tasks/tasks'

const verbs = taskNames.map(task => tasks[task].verb)

const compare = 'Compare'

/** What a pipeline is for, in the order of the filters: what its models do, and whether it holds some against each other. */
export function tasksOf(document: Pipeline, specs: ReadonlyMap<string, NodeSpec>): string[] {
  const found = new Set(document.nodes.map(n => specs.get(n.type)?.task))
  const done = taskNames.filter(task => found.has(task)).map(task => tasks[task].verb)
  return compares(document) ? [...done, compare] : done
}

/** Several lines end in one evaluate. */
const compares = ({ nodes, edges }: Pipeline): boolean =>
  nodes.some(n => n.type === 'evaluate' && edges.filter(({ to }) => to.split('.')[0] === n.id).length > 1)

/** The place of a template among the others: by the first of what it does, then by name. */
export function inOrder<T extends { name: string }>(
  templates: readonly T[],
  done: ReadonlyMap<string, readonly string[]>,
): T[] {
  const all = [...verbs, undefined]
  const place = ({ name }: T): number => all.indexOf(done.get(name)?.[0])
  return [...templates].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1))
}

/** The filters over the templates: those that have something behind them. */
export function filtersOf(done: readonly (readonly string[])[]): string[] {
  const found = new Set(done.flat())
  return ['All', ...[...verbs, compare].filter(name => found.has(name))]
}

/** The bundled table that a pipeline reads. */
export function sampleOf(document: Pipeline): string | undefined {
  const name = document.nodes.find(n => n.type === 'data.sample')?.params['name']
  return typeof name === 'string' ? name : undefined
}

/** The first thing that a description says. */
export const gist = (description: string): string => /^.*?(?=[.;](\s|$)|$)/s.exec(description)![0]
