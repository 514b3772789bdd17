import type { ImportAnswer, ImportOptions } from '../../../shared/contracts/datasets'
import { importDefaults } from '../../../shared/contracts/datasets'
import type { ReadingParams } from './importOptions'
import { type ImportWarning, withoutColumn } from './decisions'

/** A decision of an import that could be otherwise: what was read, and the readings. */
export interface Question {
  /** The same for the same question of another reading. */
  key: string
  column?: string
  message: string
  answers: readonly ImportAnswer[]
  /** A person's answer is in use, and the message tells of the reading before it. */
  answered?: true
}

/** Warnings that ask; `decided` are those that only tell. */
export function questionsIn(warnings: readonly ImportWarning[]): Question[] {
  const seen = new Map<string, number>()
  return warnings.flatMap(({ code, column, message, answers }) => {
    if (!answers?.length) return []
    const name = JSON.stringify([code, column ?? null])
    const nth = seen.get(name) ?? 0
    seen.set(name, nth + 1)
    return [
      {
        key: `${name} ${nth}`,
        ...(column !== undefined && { column }),
        message: withoutColumn(message, column),
        answers,
      },
    ]
  })
}

export const decided = (warnings: readonly ImportWarning[]): ImportWarning[] => warnings.filter(w => !w.answers?.length)

type Entries = Readonly<Record<string, unknown>>
const isMap = (name: string): boolean => name === 'types' || name === 'formats'

/** The parameters of an answer; the import's null of a delimiter is `auto` there. */
const paramsOf = (set: Partial<ImportOptions>): [string, unknown][] =>
  Object.entries(set).map(([name, value]) => [name, name === 'delimiter' && value === null ? 'auto' : value])

/** Whether an answer says anything: one that leaves the decision to the import does not. */
export const says = ({ set }: ImportAnswer): boolean =>
  Object.entries(set).some(([name, value]) => value !== importDefaults[name as keyof ImportOptions])

/** Whether the parameters of a node say what an answer would set; one that says nothing is said by none. */
export function holds(values: ReadingParams, answer: ImportAnswer): boolean {
  return (
    says(answer) &&
    paramsOf(answer.set).every(([name, value]) => {
      const now = values[name]
      if (isMap(name))
        return Object.entries(value as Entries).every(([k, v]) => (now as Entries | undefined)?.[k] === v)
      if (name === 'nullValues') return (value as string[]).every(word => wordsOf(now).includes(word))
      return now === value
    })
  )
}

const wordsOf = (value: unknown): readonly string[] =>
  (value as readonly string[] | null | undefined) ?? importDefaults.nullValues

/** The parameters that change with an answer: what the other answers would set is taken back, entry by entry. */
export function answered(values: ReadingParams, { answers }: Question, to: ImportAnswer): ReadingParams {
  const changes: Record<string, unknown> = {}
  const now = (name: string): unknown => changes[name] ?? values[name]
  for (const [name, value] of answers.filter(a => a !== to).flatMap(a => paramsOf(a.set)))
    if (isMap(name)) {
      const gone = Object.keys(value as Entries)
      changes[name] = Object.fromEntries(
        Object.entries((now(name) ?? {}) as Entries).filter(([k]) => !gone.includes(k)),
      )
    } else if (name === 'nullValues') {
      const gone = (value as string[]).filter(word => !importDefaults.nullValues.includes(word))
      changes[name] = wordsOf(now(name)).filter(word => !gone.includes(word))
    } else if (name === 'delimiter') changes[name] = 'auto'
    else changes[name] = importDefaults[name as keyof ImportOptions]
  for (const [name, value] of paramsOf(to.set))
    if (isMap(name)) changes[name] = { ...((now(name) ?? {}) as Entries), ...(value as Entries) }
    else if (name === 'nullValues') changes[name] = [...new Set([...wordsOf(now(name)), ...(value as string[])])]
    else changes[name] = value
  return changes
}

/**
 * The questions to show: those that the import asks, and those that it asked before and asks no more since they were answered, in the order they
 * were first asked in. An answer is in use as soon as it is given.
 */
export function stillAsked(before: readonly Question[], now: readonly Question[], values: ReadingParams): Question[] {
  const withSaid = (q: Question): Question | undefined => {
    const said = q.answers.filter(a => holds(values, a))
    if (said.length === 0) return undefined
    if (said.some(a => a.used)) return q
    return { ...q, answered: true, answers: q.answers.map(a => ({ ...a, used: a === said[0] })) }
  }
  const kept = before.flatMap(old => {
    const same = now.find(q => q.key === old.key)
    if (same) return [withSaid(same) ?? same]
    const kept = withSaid(old)
    return kept ? [{ ...kept, answered: true as const }] : []
  })
  const others = now.filter(q => !before.some(old => old.key === q.key))
  return [...kept, ...others.map(q => withSaid(q) ?? q)]
}
