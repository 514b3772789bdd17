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

export interface Label {
  /** Its title, with what tells it apart from others of that title. */
  full: string
  /** What tells it apart alone, where all models share one title: for charts and narrow columns. */
  short: string
}

/**
 * Names that tell models apart, for people: their titles; where several share one, as little of what differs as will do —
 * parameters, then preparation — and a number where nothing differs.
 */
export function labelsOf(all: readonly Made[]): Label[] {
  const titles = all.map(titleOf)
  const alike = new Set(titles).size === 1
  const told = all.map(() => '')
  for (const title of new Set(titles)) {
    const places = titles.flatMap((t, i) => (t === title ? [i] : []))
    toldApart(places.map(i => all[i])).forEach((words, at) => void (told[places[at]] = words.join(' and ')))
  }
  const full = numbered(told.map((words, i) => (words ? `${titles[i]} with ${words}` : titles[i])))
  const short = told.map(words => words.charAt(0).toUpperCase() + words.slice(1))
  const useful = alike && new Set(short).size === all.length && short.every(Boolean)
  return full.map((name, i) => ({ full: name, short: useful ? short[i] : name }))
}

/**
 * For models of one title, words that differ: each aspect is told of those only that the ones before leave alike. Where one of several
 * words is true of one model only, that word alone names it.
 */
function toldApart(group: readonly Made[]): string[][] {
  const told: string[][] = group.map(() => [])
  const aspects = aspectsOf(group)
  for (const aspect of aspects) {
    const rivals = told.map(words => words.join('\n'))
    const said = new Map<string, Set<string>>()
    rivals.forEach((key, i) => said.set(key, (said.get(key) ?? new Set()).add(aspect[i])))
    aspect.forEach((words, i) => words && said.get(rivals[i])!.size > 1 && told[i].push(words))
  }
  const own = new Set(aspects.flatMap(soleOf))
  return told.map(words => {
    const word = words.find(w => own.has(w))
    return word === undefined ? words : [word]
  })
}

/** Words that stand in a list once. */
function soleOf(words: readonly string[]): string[] {
  const times = new Map<string, number>()
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1)
  return words.filter(word => times.get(word) === 1)
}

/** What a group may be told apart by: for each parameter and step one list of words, one of each model. */
function aspectsOf(group: readonly Made[]): string[][] {
  const keys = Object.keys(group[0].model ? (nodeSpecs.get(group[0].model.type)?.parameters ?? {}) : {})
  const types = [...new Set(group.flatMap(made => made.steps.map(s => s.type)))]
  return [
    ...keys.map(key => group.map(({ model }) => lower(said(model, key)))),
    ...types.map(type => group.map(({ steps }) => (steps.some(s => s.type === type) ? lower(stepTitle(type)) : ''))),
    ...types.flatMap(type =>
      Object.keys(nodeSpecs.get(type)?.parameters ?? {}).map(key =>
        group.map(({ steps }) => {
          const words = said(
            steps.find(s => s.type === type),
            key,
          )
          return words && `${lower(stepTitle(type))}: ${lower(words)}`
        }),
      ),
    ),
  ]
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
    .filter(words => !name.includes(lower(words)))
    .slice(0, 2)
    .join(' · ')
}

const titleOf = ({ node, model }: Made): string =>
  (model && nodeSpecs.get(model.type)?.title) ?? labelOf(model?.type.split('.').at(-1) ?? node)

/** How one parameter is set; nothing where it has no say. */
function said(set: Made['model'], key: string): string {
  const p = set && nodeSpecs.get(set.type)?.parameters[key]
  return p && key !== 'seed' && counts(p, set.params) ? worded(key, p, set.params[key]) : ''
}

const numbered = (names: readonly string[]): string[] =>
  names.map((name, i) => {
    const alike = names.flatMap((other, j) => (other === name ? [j] : []))
    return alike.length === 1 ? name : `${name} (${alike.indexOf(i) + 1})`
  })

/** In the middle of a name: "Gradient descent" → "gradient descent", "L2" and "C = 1" as they are. */
const lower = (words: string): string =>
  /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words

const stepTitle = (type: string): string => nodeSpecs.get(type)?.title ?? labelOf(type.split('.').at(-1)!)

/** Whether a parameter has a say beside the others. */
const counts = ({ when = {} }: Parameter, params: Values): boolean =>
  Object.entries(when).every(([name, allowed]) => allowed.includes(params[name]))

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
