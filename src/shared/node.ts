import type { Role, Task } from './frame'
import type { Parameters } from './params'

/** What travels on a wire. */
export type PortKind = 'frame' | 'model'

export interface Port {
  name: string
  kind: PortKind
  /** Takes several edges and keeps their order. */
  many?: boolean
  /** May stay unconnected. */
  optional?: boolean
}

export const groups = ['data', 'table', 'prep', 'model', 'result', 'output'] as const
export type Group = (typeof groups)[number]

/** Parts of a first line, in the order in which they stand on it: nothing learns before the rows are split. */
export const lineParts = [
  'source',
  'roles',
  'split',
  'gaps',
  'categories',
  'scales',
  'model',
  'reference',
  'judge',
] as const
export type Part = Exclude<(typeof lineParts)[number], 'source'>

/**
 * One node type, as pure data: the palette entry, the form, the check, `lathe nodes` and the documentation page come from it.
 * Every room may read it.
 */
export interface NodeSpec<P extends Parameters = Parameters> {
  /** `group.name`, or a lone name for the nodes of `nodes/result`. */
  type: string
  /** Raised when the same parameters give other results: it is part of the cache key. */
  version: number
  title: string
  /** One sentence: what it does. */
  summary: string
  group: Group
  /** Name of a lucide icon, one of those in `resources/icons`. */
  icon: string
  inputs: readonly Port[]
  outputs: readonly Port[]
  parameters: P
  /** What a frame must be to enter; the engine checks it before the node runs and names the remedy. */
  needs?: {
    /**
     * `numeric`: a category feature is refused with `prep.encode` as the remedy; `any`: categories come as codes; `none`: features are not
     * looked at. Vectors, images and sparse rows count as numbers.
     */
    features?: 'numeric' | 'any' | 'none'
    /** Missing cells in features are refused with `prep.impute` as the remedy. */
    missing?: 'refuse' | 'allow'
    /** A target column of a task. `any`: of the task that a parameter `task` names, else as the column is; `optional`: used when there is one. */
    target?: 'classification' | 'regression' | 'any' | 'optional'
    /** Rows may have weights; a weight of 2 is the row twice. Where this does not stand, a weight column is left out with a warning. */
    weights?: boolean
    /** Columns that must be there, by role: `table.columns` has a parameter of each role's name. */
    roles?: readonly Role[]
  }
  /** Sources: the rows that they make have a target. */
  gives?: 'target'
  /** Models: the task they are for. */
  task?: Task
  /** The part it plays on a first line from a table to a score, which the steps after a drop propose. At most one node plays each; of models one a task. */
  part?: Part
  /** How the node meets k folds. `replay`: run once per fold; `together`: it is handed all folds; `pooled`: it sees each row's held-out prediction. */
  folds: 'replay' | 'together' | 'pooled'
  /** Keys of the summary, each with its meaning and shape. The laws compare a run's summary with it. */
  attributes: Readonly<Record<string, string>>
  /** Ids of the result blocks the node can give, each with its title. */
  blocks: Readonly<Record<string, string>>
}

/** Node types by type. */
export type Specs = ReadonlyMap<string, NodeSpec>

/** Keeps the literal types of the parameters. */
export function defineNode<const P extends Parameters>(spec: NodeSpec<P>): NodeSpec<P> {
  return spec
}

export const frameIn: readonly Port[] = [{ name: 'frame', kind: 'frame' }]
export const framesIn: readonly Port[] = [{ name: 'frames', kind: 'frame', many: true }]
export const frameOut: readonly Port[] = [{ name: 'frame', kind: 'frame' }]
export const modelOut: readonly Port[] = [
  { name: 'frame', kind: 'frame' },
  { name: 'model', kind: 'model' },
]
