import type { NodeSpec } from './node'
import { choiceLabel, labelOf } from './words'

/** `table.columns (target)` or `table.columns, id`: a parameter of a node. */
const parameterOf = /\b([a-z]+\.[a-zA-Z]+)(?: \((\w+)\)|, (\w+)(?=\)))/g
const nodeType = /\b(?:data|table|prep|model|output)\.[a-z][a-zA-Z]*/g
/** A type without a group is a common word: it is meant where the sentence speaks of a node. */
const loneType = /\b(before|behind|own|Put|Give) ([a-z]+)\b/g
const camelCase = /\b[a-z]+\d?(?:[A-Z][a-z0-9]*)+(?:\+\+)?/g
/** A short name is a common word too: it is meant where the sentence speaks of a setting. */
const setting = /\b(in|out of|parameter|smaller|[Ss]et) ([a-z]\w*)\b/g

/**
 * A sentence of the program in the words of the window: node types by their titles, parameters by their labels, choices as the form writes them.
 * "Name the column to learn in table.columns (target)." → "Name the column to learn in Columns › Target.", "Raise maxIter." → "Raise Max iterations."
 * Files and the command line keep the names as they are.
 *
 * @param own The node that speaks: its settings are known by their short names too.
 */
export function inTitles(sentence: string, specs: ReadonlyMap<string, NodeSpec>, own?: NodeSpec): string {
  const spoken = [...(own ? [own] : []), ...[...sentence.matchAll(nodeType)].flatMap(([type]) => specs.get(type) ?? [])]
  const { parameters, choices } = namesIn(specs)
  const labelIn = (spec: NodeSpec | undefined, name: string): string | undefined => {
    const p = spec && Object.hasOwn(spec.parameters, name) ? spec.parameters[name] : undefined
    return p && labelOf(name, p.title)
  }
  const shortLabel = (name: string): string | undefined => spoken.map(spec => labelIn(spec, name)).find(Boolean)
  return sentence
    .replace(/ with --adapter(?: (\w+))?/g, (_, which?: string) => (which ? ` with the ${which} adapter` : ''))
    .replace(parameterOf, (whole, type: string, inside?: string, beside?: string) => {
      const label = labelIn(specs.get(type), inside ?? beside ?? '')
      return label ? `${specs.get(type)!.title} › ${label}` : whole
    })
    .replace(nodeType, type => specs.get(type)?.title ?? labelOf(type.slice(type.indexOf('.') + 1)))
    .replace(loneType, (whole, before: string, type: string) => {
      const title = specs.get(type)?.title
      return title ? `${before} ${title}` : whole
    })
    .replace(
      camelCase,
      name => shortLabel(name) ?? parameters.get(name) ?? (choices.has(name) ? choiceLabel(name) : name),
    )
    .replace(setting, (whole, before: string, name: string) => {
      const label = shortLabel(name)
      return label ? `${before} ${label}` : whole
    })
    .replace(/\b[a-z]\d\b/g, name => (choices.has(name) ? choiceLabel(name) : name))
}

interface Names {
  /** Labels of parameters by name: the first that is called so. */
  parameters: ReadonlyMap<string, string>
  choices: ReadonlySet<string>
}
const known = new WeakMap<ReadonlyMap<string, NodeSpec>, Names>()

function namesIn(specs: ReadonlyMap<string, NodeSpec>): Names {
  const made = known.get(specs)
  if (made) return made
  const parameters = new Map<string, string>()
  const choices = new Set<string>()
  for (const spec of specs.values())
    for (const [name, p] of Object.entries(spec.parameters)) {
      if (!parameters.has(name)) parameters.set(name, labelOf(name, p.title))
      if (p.kind === 'choice' || p.kind === 'choiceOrNumber') p.choices.forEach(c => choices.add(c))
    }
  const names = { parameters, choices }
  known.set(specs, names)
  return names
}
