import type { FrameInfo } from '../../../compute'
import { type ColumnSchema, numericKinds } from '../../../shared/frame'
import type { NodeSpec } from '../../../shared/node'
import { formatCount, formatNumber } from '../../../shared/results/format'

/** What a table says about the nodes that may come next. */
interface Facts {
  target: ColumnSchema | undefined
  features: readonly ColumnSchema[]
  /** Missing cells in features. */
  missing: number
  categories: readonly ColumnSchema[]
  split: boolean
  predicted: boolean
}

function factsOf(frame: FrameInfo): Facts {
  const features = frame.columns.filter(c => c.role === 'feature')
  return {
    target: frame.columns.find(c => c.role === 'target'),
    features,
    missing: features.reduce((sum, c) => sum + c.missing, 0),
    categories: features.filter(c => c.kind === 'category'),
    split: frame.parts !== undefined || frame.folds !== undefined,
    predicted: frame.prediction !== undefined,
  }
}

/** By node type, why a table calls for it; those that come first on a line come first. */
const rules: readonly (readonly [type: string, reason: (facts: Facts) => string | undefined])[] = [
  ['evaluate', ({ predicted }) => (predicted ? 'judges the predictions' : undefined)],
  ['table.columns', ({ target }) => (target ? undefined : 'no target chosen yet')],
  [
    'prep.split',
    ({ split, target, predicted }) => (target && !split && !predicted ? 'keeps rows for testing' : undefined),
  ],
  [
    'prep.impute',
    ({ missing }) =>
      missing > 0
        ? `fills ${formatNumber(missing, 'integer')} missing ${missing === 1 ? 'value' : 'values'}`
        : undefined,
  ],
  [
    'prep.encode',
    ({ categories: [first, ...others] }) => {
      if (!first) return undefined
      return others.length === 0 ? `${first.name} is a category` : `${others.length + 1} categories`
    },
  ],
  [
    'prep.scale',
    ({ features, predicted }) => {
      const numbers = features.filter(c => c.kind === 'number' || c.kind === 'integer').length
      return numbers > 1 && !predicted ? `${formatCount(numbers, 'number')} on one scale` : undefined
    },
  ],
]

/** Node types that a table calls for, each with the reason, the first step first. */
export function reasonsFrom(frame: FrameInfo): Map<string, string> {
  const facts = factsOf(frame)
  return new Map(
    rules.flatMap(([type, reason]) => {
      const said = reason(facts)
      return said === undefined ? [] : [[type, said] as const]
    }),
  )
}

export interface Models {
  /** "Models for a category target". */
  title: string
  /** What stands between the table and each model, or why it fits. */
  models: { spec: NodeSpec; reason: string }[]
}

/** The models for a table's target; undefined where it has none, or has been predicted already. */
export function modelsFor(frame: FrameInfo, specs: Iterable<NodeSpec>): Models | undefined {
  const { target, missing, categories, predicted } = factsOf(frame)
  if (!target || predicted) return undefined
  // Few distinct integers are classes too, but a schema does not count them.
  const tasks =
    target.kind === 'integer'
      ? ['classification', 'regression']
      : numericKinds.includes(target.kind) && target.kind !== 'boolean'
        ? ['regression']
        : ['classification']
  const what =
    target.kind === 'number' || target.kind === 'integer'
      ? 'number'
      : target.kind === 'boolean'
        ? 'yes-or-no'
        : target.kind
  const models = [...specs].flatMap(spec => {
    const { needs } = spec
    if (spec.group !== 'model' || !needs?.target || needs.target === 'optional') return []
    if (needs.target !== 'any' && !tasks.includes(needs.target)) return []
    const first =
      missing > 0 && needs.missing !== 'allow'
        ? 'needs Impute first'
        : categories.length > 0 && needs.features === 'numeric'
          ? 'needs Encode first'
          : `${target.name} is ${what === 'yes-or-no' ? what : `a ${what}`}`
    return [{ spec, reason: first }]
  })
  return models.length > 0
    ? { title: `Models for a ${what === 'number' ? 'numeric' : what} target`, models }
    : undefined
}
