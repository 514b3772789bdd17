import type { NodeSpec } from '../../shared/node'
import type { Pipeline } from '../../shared/pipeline/document'

type ModelTask = NonNullable<NodeSpec['task']>

const names: Readonly<Record<ModelTask, string>> = {
  classification: 'Classify',
  regression: 'Regress',
  clustering: 'Cluster',
  decomposition: 'Reduce',
}

/** What a pipeline is for, in the order of the filters: what its models do. */
export function tasksOf(document: Pipeline, specs: ReadonlyMap<string, NodeSpec>): string[] {
  const found = new Set(document.nodes.map(n => specs.get(n.type)?.task))
  return Object.entries(names).flatMap(([task, name]) => (found.has(task as ModelTask) ? [name] : []))
}

/** The filters over the templates: those that have something behind them. */
export function filtersOf(tasks: readonly (readonly string[])[]): string[] {
  const found = new Set(tasks.flat())
  return ['All', ...Object.values(names).filter(name => found.has(name))]
}

/** The bundled table that a pipeline reads. */
export function sampleOf(document: Pipeline): string | undefined {
  const name = document.nodes.find(n => n.type === 'data.sample')?.params['name']
  return typeof name === 'string' ? name : undefined
}

/** The first thing that a description says. */
export const gist = (description: string): string => /^.*?(?=[.;](\s|$)|$)/s.exec(description)![0]
