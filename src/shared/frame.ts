import type { AnyValues } from './params'

/**
 * What travels along a wire, without its cells: columns with kind and role, and how rows were parted.
 * The cells live in `src/compute/frame` (in memory, device images made on demand) or in the store.
 */
export const kinds = ['number', 'integer', 'boolean', 'category', 'text', 'time', 'image', 'vector'] as const
export type Kind = (typeof kinds)[number]

export const roles = [
  'feature',
  'target',
  'weight',
  'id',
  'time',
  /** Who rated what, and how: recommenders. */
  'user',
  'item',
  'rating',
  /** Rows of one value stay together: in folds, and as a query of a ranking. */
  'group',
  /** Where a row stands in its series. */
  'order',
  'ignored',
  'prediction',
] as const
export type Role = (typeof roles)[number]

export interface ColumnSchema {
  name: string
  kind: Kind
  role: Role
  /** Number of missing cells. */
  missing: number
  /** Of times: moments of UTC. Absent, they are what a clock showed. */
  zone?: 'utc'
}

/** A column as a page is told of it. */
export interface ColumnInfo extends ColumnSchema {
  /** Of wide cells: what stands in each, and of how many components. */
  wide?: { form: 'terms' | 'vector' | 'image'; components: number }
}

/** What learned, what was held out. `all` stands where there was no split. */
export const partitions = ['train', 'validation', 'test'] as const
export type Partition = (typeof partitions)[number]

/** The kinds whose cells are numbers on the device. A boolean is 0 or 1. */
export const numericKinds: readonly Kind[] = ['number', 'integer', 'boolean']

/** The kinds that a model may learn from; text and time are turned into others first. */
export const isFeatureKind = (kind: Kind): boolean =>
  numericKinds.includes(kind) || kind === 'category' || kind === 'vector' || kind === 'image'

/** What a model is for; `tasks/<task>.ts` says the rest. */
export const taskNames = [
  'classification',
  'regression',
  'clustering',
  'decomposition',
  'forecast',
  'ranking',
  'recommendation',
  'segmentation',
  'generation',
  'translation',
  'anomaly',
] as const
export type Task = (typeof taskNames)[number]

/** What a model said about a frame's rows: which columns hold it and how to read them. */
export interface PredictionSchema {
  /** Id of the node whose model predicted. */
  node: string
  /** Its type, and the parameters it learned with: what tells one model from another. */
  model?: { type: string; params: AnyValues }
  task: Task
  /** Name of the predicted column; absent in clustering. */
  target?: string
  /** Column with the predicted value, class or cluster. */
  column: string
  /** Classification: the target's own values, sorted (numbers stay numbers), and the probability column of each. */
  classes?: readonly (string | number | boolean)[]
  probabilities?: readonly string[]
  /** Further columns that the prediction wrote: memberships of clusters, places on a map. */
  beside?: readonly string[]
  /** Clustering: names of the features that distances were measured on. */
  features?: readonly string[]
  /** Number of features the model used: adjusted R² needs it. */
  nFeatures?: number
  /** The rows were brought to a model that had learned: nothing tells whether some of them were among those it learned from. */
  brought?: true
}
