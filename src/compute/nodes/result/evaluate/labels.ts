import type { Parameter } from '../../../../shared/params'
import { formatTick } from '../../../../shared/results/format'
import { choiceLabel, labelOf } from '../../../../shared/words'
import { nodeSpecs } from '../../registry'

/** What is known of a model besides its figures: how to name it, and what it was set to. */
export interface Made {
  /** Id of its node: names it where its type is not known. */
  node: string
  model?: { type: string; params: Values }
  steps: readonly { type: string; params: Values }[]
}

type Values = Readonly<Record<string, unknown>>

/** Differences told of two models with one title: more of them are no name. */
const mostDifferences = 2

/**
 * Names that tell models apart, for people: their titles; where several share one, what differs with it — parameters, then
 * preparation — and a number where nothing does.
 */
export function labelsOf(all: readonly Made[]): string[] {
  const titles = all.map(titleOf)
  const told = all.map((made, i) => {
    const others = all.filter((_, j) => j !== i && titles[j] === titles[i])
    return others.length === 0 ? titles[i]! : [titles[i]!, ...differences(made, others)].join(' · ')
  })
  return told.map((name, i) => {
    const same = told.flatMap((other, j) => (other === name ? [j] : []))
    return same.length === 1 ? name : `${name} (${same.indexOf(i) + 1})`
  })
}

/** What a model was set to, in a few words: its first choices that count. `name`: what its name says already is left out. */
export function settingOf({ model }: Made, name: string): string {
  if (!model) return ''
  const said = Object.entries(nodeSpecs.get(model.type)?.parameters ?? {})
    .filter(([key, p]) => key !== 'seed' && counts(p, model.params))
    .flatMap(([key, p]) => {
      const value = model.params[key]
      if (p.kind !== 'choice' && !(p.kind === 'number' && value !== null)) return []
      if (p.kind === 'choice' && p.choices.length === 1) return []
      return [worded(key, p, value)]
    })
  return said
    .filter(words => !name.includes(words))
    .slice(0, 2)
    .join(' · ')
}

const titleOf = ({ node, model }: Made): string =>
  (model && nodeSpecs.get(model.type)?.title) ?? labelOf(model?.type.split('.').at(-1) ?? node)

function differences(made: Made, others: readonly Made[]): string[] {
  const own = othersDiffer(
    made.model,
    others.map(o => o.model),
  )
  return [...own, ...preparation(made, others)].slice(0, mostDifferences)
}

type Set = Made['model']

/** The parameters in which any of the others is set otherwise, as this one has them. */
function othersDiffer(own: Set, others: readonly Set[]): string[] {
  if (!own) return []
  const parameters = nodeSpecs.get(own.type)?.parameters ?? {}
  return Object.entries(parameters).flatMap(([key, p]) => {
    const value = own.params[key]
    const differs = others.some(o => o && !same(o.params[key], value))
    return differs && counts(p, own.params) ? [worded(key, p, value)] : []
  })
}

/** "after Polynomial features", "without Scale", or how a step that all have is set. */
function preparation({ steps }: Made, others: readonly Made[]): string[] {
  const types = (of: readonly { type: string }[]): string[] => [...new Set(of.map(s => s.type))]
  const [own, all] = [types(steps), types([...steps, ...others.flatMap(o => o.steps)])]
  const shared = (type: string): boolean => others.every(o => o.steps.some(s => s.type === type))
  const more = own.filter(type => !shared(type))
  const lacks = all.filter(type => !own.includes(type))
  if (more.length > 0) return [`after ${stepNames(more)}`]
  if (lacks.length > 0) return [`without ${stepNames(lacks)}`]
  return own.flatMap(type => {
    const set = (of: readonly { type: string; params: Values }[]): Set => of.find(s => s.type === type)
    const how = othersDiffer(
      set(steps),
      others.map(o => set(o.steps)),
    )
    return how.map(words => `${nodeSpecs.get(type)?.title ?? type}: ${words}`)
  })
}

const stepNames = (types: readonly string[]): string =>
  types.map(type => nodeSpecs.get(type)?.title ?? labelOf(type.split('.').at(-1)!)).join(', ')

/** Whether a parameter has a say beside the others. */
const counts = ({ when = {} }: Parameter, params: Values): boolean =>
  Object.entries(when).every(([name, allowed]) => allowed.includes(params[name]))

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** "C = 10", "Max iterations = 500", "Newton", "no intercept". */
function worded(key: string, p: Parameter, value: unknown): string {
  const label = labelOf(key, p.title)
  if (typeof value === 'number') return `${label} = ${formatTick(value)}`
  if (typeof value === 'boolean') return `${label}: ${value ? 'yes' : 'no'}`
  if (p.kind === 'choice' && typeof value === 'string')
    return value === 'none' || value === 'auto' ? `${label}: ${value}` : choiceLabel(value)
  if (value === null || value === undefined) return `${label}: ${('nullMeans' in p && p.nullMeans) || 'none'}`
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value)
  return `${label}: ${text.length > 40 ? `${text.slice(0, 39)}…` : text}`
}
