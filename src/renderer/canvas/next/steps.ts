import { type ColumnSchema, isFeatureKind, type Task } from '../../../shared/frame'
import { lineParts, type NodeSpec, type Part, type Specs } from '../../../shared/node'
import type { Pipeline, PipelineEdge, PipelineNode } from '../../../shared/pipeline/document'
import { addNode, connect, fittingEnd, freeId, type Position, setParameter } from '../../../shared/pipeline/edit'
import { endOf, Graph } from '../../../shared/pipeline/graph'
import { targetParameter } from '../../../shared/pipeline/targets'
import { formatCount, formatNumber } from '../../../shared/results/format'
import { pitch } from '../../layout/geometry'
import { positionsOf } from '../../layout/positions'
import { inserted } from '../adding/inserting'
import { guessedTarget, type TableFacts, taskOf } from './facts'

/** A card that is not there yet. */
export interface Ghost {
  part: Part
  spec: NodeSpec
  params: PipelineNode['params']
  /** What it is set to, and its foot with a figure of this table. */
  setting: string
  left: string
  right: string
}

export interface Step {
  name: 'Load' | 'Target' | 'Split' | 'Prepare' | 'Model' | 'Evaluate'
  done: boolean
  /** In two or three words, what it does. */
  note: string
  /** What it adds; nothing where it only sets what is there. */
  ghosts: readonly Ghost[]
  /** A node on the line whose target it names. */
  names?: string
}

export interface Plan {
  source: string
  /** The last node of the line. */
  tail: string
  target: string | undefined
  steps: readonly Step[]
  /** The first that is not done. */
  next: Step | undefined
}

/** What a person chose at the step of the target; null: no target, undefined: nothing chosen. */
export type Chosen = string | null | undefined

const countOf = (n: number): string => formatNumber(n, 'integer')

/**
 * The steps from a table to an honest score, and what each adds. What a node is for says its spec; what is needed say the model that fits the
 * target, and the table.
 *
 * @param judged The columns as the node that gives roles left them, once it ran: it decides what is a feature.
 */
export function planOf(
  document: Pipeline,
  specs: Specs,
  source: string,
  facts: TableFacts,
  chosen?: Chosen,
  judged?: readonly ColumnSchema[],
): Plan | undefined {
  const graph = Graph.of(document)
  if (!graph.node(source)) return undefined
  const line = lineBehind(document, specs, source)
  const onLine = new Map(line.map(id => [partAt(document, specs, id), id] as const))
  const there = (part: Part): boolean => onLine.has(part)
  const byPart = (part: Part): NodeSpec | undefined =>
    [...specs.values()].find(s => s.part === part && part !== 'model')

  const roles = onLine.get('roles')
  const naming = roles === undefined ? undefined : graph.spec(specs, roles)
  const parameter = naming && targetParameter(naming)
  const set = roles === undefined || parameter === undefined ? undefined : graph.node(roles)?.params[parameter]
  const own = facts.columns.find(c => c.role === 'target')?.name
  const known = typeof set === 'string' ? set : roles === undefined ? own : undefined
  const target = known ?? (chosen === undefined ? guessedTarget(facts) : (chosen ?? undefined))

  const column = facts.columns.find(c => c.name === target)
  const task: Task = (column && taskOf(column, facts)) ?? 'clustering'
  const proposed = [...specs.values()].find(s => s.part === 'model' && s.task === task)
  const modelId = onLine.get('model')
  const model = modelId === undefined ? proposed : graph.spec(specs, modelId)
  const features =
    judged?.filter(c => c.role === 'feature') ?? facts.columns.filter(c => mayBeFeature(c, target, facts))
  const gaps = features.reduce((sum, c) => sum + c.missing, 0)
  const categories = features.filter(c => c.kind === 'category')
  const numbers = features.filter(c => c.kind === 'number' || c.kind === 'integer')

  const ghost = (
    part: Part,
    setting: string,
    foot: readonly [string, string],
    params: PipelineNode['params'] = {},
    spec = byPart(part),
  ): Ghost[] => (spec ? [{ part, spec, params, setting, left: foot[0], right: foot[1] }] : [])

  const targetDone = known !== undefined || (roles !== undefined && target === undefined)
  const featuresText = `${countOf(features.length)} of ${countOf(facts.columns.length - (target === undefined ? 0 : 1))}`
  const naught = target === undefined
  const roleName = byPart('roles') && targetParameter(byPart('roles')!)
  const targetStep: Step = {
    name: 'Target',
    done: targetDone || (naught && chosen === null),
    note: target ?? (chosen === null || roles !== undefined ? 'none: find groups' : 'choose one'),
    ghosts:
      targetDone || naught || roles !== undefined
        ? []
        : ghost('roles', `target: ${target}`, ['features', featuresText], { [roleName!]: target }),
    ...(!targetDone && !naught && roles !== undefined && { names: roles }),
  }

  const test = Math.ceil(facts.rows * 0.25)
  const splits = !naught
  const splitStep: Step = {
    name: 'Split',
    done: there('split') || !splits,
    note: splits ? '25 % test' : 'not for groups',
    ghosts:
      there('split') || !splits
        ? []
        : ghost('split', task === 'classification' ? 'holdout · stratified' : 'holdout', [
            'train / test',
            `${countOf(facts.rows - test)} / ${countOf(test)}`,
          ]),
  }

  // With an intercept, all categories of a column say the same as one: the first is left out, so that coefficients have errors.
  const intercept = model?.task === 'regression' && Object.hasOwn(model.parameters, 'fitIntercept')
  const wide = categories.reduce((sum, c) => sum + (facts.distinct.get(c.name) ?? 2) - (intercept ? 1 : 0), 0)
  const scales = model?.needs?.features === 'numeric' && model.task !== 'regression' && numbers.length > 0
  const prepared: readonly Ghost[] =
    modelId !== undefined
      ? []
      : [
          ...(gaps > 0 && model?.needs?.missing !== 'allow' && !there('gaps')
            ? ghost('gaps', 'median or mode', ['gaps to fill', countOf(gaps)])
            : []),
          ...(categories.length > 0 && model?.needs?.features === 'numeric' && !there('categories')
            ? ghost(
                'categories',
                intercept ? 'one-hot, drop first' : 'one-hot',
                ['columns', `${countOf(features.length)} → ${countOf(features.length - categories.length + wide)}`],
                intercept ? { drop: 'first' } : {},
              )
            : []),
          ...(scales && !there('scales') ? ghost('scales', 'standard', ['numbers', countOf(numbers.length)]) : []),
        ]
  const prepareStep: Step = {
    name: 'Prepare',
    done: prepared.length === 0,
    note: prepared.length > 0 ? formatCount(prepared.length, 'node') : 'ready',
    ghosts: prepared,
  }

  const modelStep: Step = {
    name: 'Model',
    done: modelId !== undefined,
    note: model?.title.split(' ')[0].toLowerCase() ?? '',
    ghosts:
      modelId === undefined && model
        ? ghost('model', naught ? 'groups' : `learns ${target}`, ['a first model', ''], {}, model)
        : [],
  }

  const judge = onLine.get('judge')
  const beside = !naught && ![...graph.reach(source, 'behind')].some(id => partAt(document, specs, id) === 'reference')
  const reference = byPart('reference')
  const asTask = reference && Object.hasOwn(reference.parameters, 'task') ? { task: model?.task ?? task } : {}
  const evaluateStep: Step = {
    name: 'Evaluate',
    done: judge !== undefined,
    note: there('split') || splits ? 'test rows' : 'all rows',
    ghosts:
      judge === undefined
        ? [
            ...(beside ? ghost('reference', 'what to beat', ['learns nothing', ''], asTask) : []),
            ...ghost(
              'judge',
              beside ? 'beside a baseline' : '',
              naught ? ['rows', countOf(facts.rows)] : ['test rows', countOf(test)],
            ),
          ]
        : [],
  }

  const load: Step = {
    name: 'Load',
    done: true,
    note: `${countOf(facts.rows)} × ${countOf(facts.columns.length)}`,
    ghosts: [],
  }
  const steps = [load, targetStep, splitStep, prepareStep, modelStep, evaluateStep]
  return { source, tail: line.at(-1)!, target, steps, next: steps.find(s => !s.done) }
}

/** What the node that gives roles will take for a feature, before it ran: it also leaves out what names rows. */
function mayBeFeature(column: ColumnSchema, target: string | undefined, { rows, distinct }: TableFacts): boolean {
  if (column.name === target || (column.role !== 'feature' && column.role !== 'target')) return false
  if (column.kind === 'text' || column.kind === 'time' || !isFeatureKind(column.kind)) return false
  return column.kind !== 'category' || distinct.get(column.name) !== rows
}

/** The part that a node plays: every model may stand for the proposed one, and what enters nothing is the source. */
function partAt(document: Pipeline, specs: Specs, id: string): Part | 'source' | undefined {
  const spec = Graph.of(document).spec(specs, id)
  if (!spec) return undefined
  return spec.part ?? (spec.inputs.length === 0 ? 'source' : spec.group === 'model' ? 'model' : undefined)
}

/** The nodes from a source on; where it forks, along what is not there for comparison. */
function lineBehind(document: Pipeline, specs: Specs, source: string): string[] {
  const graph = Graph.of(document)
  const line = [source]
  for (;;) {
    const next = graph
      .outOf(line.at(-1)!)
      .map(e => e.to.node)
      .filter(id => !line.includes(id) && graph.node(id))
    const on = next.find(id => partAt(document, specs, id) !== 'reference') ?? next[0]
    if (on === undefined) return line
    line.push(on)
  }
}

const order = (part: Part | 'source' | undefined): number => (part === undefined ? -1 : lineParts.indexOf(part))

/** A step done: its nodes on the line, each where its part belongs. Answers with the ids that are new. */
export function withStep(
  document: Pipeline,
  specs: Specs,
  plan: Plan,
  step: Step,
): { document: Pipeline; ids: string[] } {
  const ids: string[] = []
  let made = document
  if (step.names !== undefined) {
    const spec = Graph.of(made).spec(specs, step.names)
    const parameter = spec && targetParameter(spec)
    if (parameter !== undefined) made = setParameter(made, step.names, parameter, plan.target)
  }
  let beside: { id: string; model: string } | undefined
  for (const { part, spec, params } of step.ghosts) {
    const id = freeId(made, spec.type)
    const node = { id, type: spec.type, params: { ...params } }
    const graph = Graph.of(made)
    const line = lineBehind(made, specs, plan.source)
    ids.push(id)
    if (part === 'reference') {
      const model = line.find(at => partAt(made, specs, at) === 'model')
      const from = model === undefined ? undefined : graph.into(model)[0]?.written.from
      if (model === undefined || from === undefined) continue
      const [x, y] = positionsOf(made)[model] ?? [0, 0]
      made = wired(addNode(made, node, [x, y + pitch[1]]), specs, { from, to: id })
      beside = { id, model }
      continue
    }
    const later = line.find(at => order(partAt(made, specs, at)) > order(part))
    const edge = later === undefined ? undefined : graph.into(later)[0]?.written
    if (edge) {
      made = inserted(made, specs, edge, node)
      continue
    }
    const tail = beside?.model ?? line.at(-1)!
    made = wired(addNode(made, node, placeAfter(made, plan.source, tail)), specs, {
      from: outOf(made, specs, tail),
      to: id,
    })
    if (part === 'judge' && beside) made = wired(made, specs, { from: outOf(made, specs, beside.id), to: id })
  }
  return { document: made, ids }
}

function outOf(document: Pipeline, specs: Specs, id: string): string {
  const spec = Graph.of(document).spec(specs, id)
  return (spec && fittingEnd(spec, id, 'frame', 'output')) ?? id
}

const wired = (document: Pipeline, specs: Specs, edge: PipelineEdge): Pipeline =>
  Graph.of(document).node(endOf(edge.to).node) ? connect(document, specs, edge) : document

/** Cards in a row of a first line. */
const inRow = 4

/** The next place of a line that began at its source: four cards a row. */
function placeAfter(document: Pipeline, source: string, tail: string): Position {
  const places = positionsOf(document)
  const [[x0], [x, y]] = [places[source] ?? [0, 0], places[tail] ?? [0, 0]]
  return x - x0 >= (inRow - 1) * pitch[0] - 1 ? [x0, y + pitch[1]] : [x + pitch[0], y]
}
