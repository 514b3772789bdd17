import type { NodeSpec } from '../../shared/node'
import type { Fix } from '../../shared/remedy'
import { formatCount, formatNumber } from '../../shared/results/format'
import type { Column } from '../frame/frame'
import { mostClassIntegers, type Target } from './target'

/** What speaks against learning a target so, and what one press does about it. */
export interface Doubt {
  text: string
  fix: Fix
}

/** Up to this many whole numbers may be codes of classes that a regression takes for amounts. */
const mostCodes = 10
/** Codes come again and again; in fewer rows than this nothing tells them from amounts. */
const leastRows = 20
/** Rows of a class below which many numbers are no classes: whole ones may be codes (letters, digits), fractions hardly. */
const rowsOfCode = 10

/** Numbers that a classifier takes for classes though they look like amounts, and the other way round. */
export function doubtOf(column: Column, target: Target, spec: NodeSpec): Doubt | undefined {
  if (column.cells.form !== 'numbers' || column.kind === 'boolean') return undefined
  return target.task === 'classification'
    ? amountsAsClasses(target.name, target.classes as readonly number[], target.codes.length, spec)
    : codesAsAmounts(target.name, target.values, spec)
}

function amountsAsClasses(name: string, classes: readonly number[], rows: number, spec: NodeSpec): Doubt | undefined {
  const whole = classes.every(Number.isInteger)
  const each = rows / classes.length
  const many = classes.length > mostClassIntegers ? !whole || each < rowsOfCode : classes.length > 5 && each < 2
  if (!many) return undefined
  return {
    text: `${name} holds ${formatCount(classes.length, 'different number')} in ${formatCount(rows, 'training row')}, and each became a class of its own. If they are amounts, use a regression.`,
    fix: otherTask(spec, 'regression', 'model.linearRegression'),
  }
}

function codesAsAmounts(name: string, values: Float64Array, spec: NodeSpec): Doubt | undefined {
  if (values.length < leastRows) return undefined
  const distinct = new Set<number>()
  for (const value of values) {
    if (!Number.isInteger(value)) return undefined
    distinct.add(value)
    if (distinct.size > mostCodes) return undefined
  }
  if (distinct.size < 2) return undefined
  const some = [...distinct].sort((a, b) => a - b)
  const told = some.slice(0, 4).map(x => formatNumber(x, 'integer'))
  return {
    text: `${name} holds ${distinct.size} whole numbers only (${told.join(', ')}${some.length > 4 ? ' …' : ''}), and they are learned as amounts. If they are codes of classes, use a classifier.`,
    fix: otherTask(spec, 'classification', 'model.logisticRegression'),
  }
}

/** The other task of the same node, where it has both, else the plainest node of that task. */
function otherTask(spec: NodeSpec, task: string, type: string): Fix {
  const own = Object.hasOwn(spec.parameters, 'task') ? spec.parameters['task'] : undefined
  return own?.kind === 'choice' && own.choices.includes(task)
    ? { set: { parameter: 'task', value: task } }
    : { replace: type }
}
