import { mostLines } from '../../../engine/features'
import {
  cellAt,
  type Example,
  type Finished,
  numberAfter,
  type WorkedLine,
  type WorkedStep,
} from '../../../engine/worked'
import { columnNamed } from '../../../frame/frame'

const categoriesOf = (at: Finished): Record<string, readonly string[]> =>
  at.state['categories'] as Record<string, readonly string[]>

/** Columns that are worked through. */
const mostColumns = 4

/** The categories of one row as numbers. */
export const example: Example = {
  /** A row of each of the first categories. */
  async suggest(at) {
    const [name] = Object.keys(categoriesOf(at))
    const column = name === undefined ? undefined : await at.read(at.before, name)
    if (column?.form !== 'codes') return []
    return categoriesOf(at)
      [name].slice(0, 4)
      .map(category => ({
        row: Math.max(0, column.codes.indexOf(column.categories.indexOf(category))),
        about: category,
      }))
  },

  async steps(at) {
    const made: WorkedStep[] = []
    for (const [name, seen] of Object.entries(categoriesOf(at)).slice(0, mostColumns))
      made.push(at.params['method'] === 'ordinal' ? await ordinal(at, name, seen) : await oneHot(at, name, seen))
    return made
  },
}

async function oneHot(at: Finished, name: string, seen: readonly string[]): Promise<WorkedStep> {
  const own = await cellAt(at, at.before, name)
  const kept = at.params['drop'] === 'first' ? seen.slice(1) : seen
  const near = around(kept, own)
  const lines: WorkedLine[] = []
  for (const category of near) {
    const value = await numberAfter(at, columnNamed(at.after, `${name}=${category}`).name)
    lines.push({
      name: `${name}=${category}`,
      code: true,
      cells: [own],
      value,
      again: own === category ? 1 : 0,
      unit: 1,
    })
  }
  const known = seen.includes(String(own))
  const k = kept.indexOf(String(own))
  return {
    title: `${name} as columns of 0 and 1`,
    sentence: `${countOf(kept.length)}, one for each category that the training rows have${at.params['drop'] === 'first' ? ' but the first' : ''}. ${known ? 'The row has 1 where the column is its own.' : 'The training rows did not have this one: all are 0.'}${near.length < kept.length ? ` ${near.length} of them are shown.` : ''}`,
    formula: "x'_k = \\begin{cases} 1 & \\text{if } x = v_k \\\\ 0 & \\text{else} \\end{cases}",
    filled: k < 0 ? `x' = (0, \\ldots, 0)` : `x'_{${k + 1}} = 1 \\qquad x'_l = 0 \\text{ for } l \\ne ${k + 1}`,
    head: ['new column', 'category $x$', "$x'$"],
    lines,
  }
}

async function ordinal(at: Finished, name: string, seen: readonly string[]): Promise<WorkedStep> {
  const own = await cellAt(at, at.before, name)
  const place = seen.indexOf(String(own))
  return {
    title: `${name} as a place`,
    sentence: `The place of the category among the ${seen.length} of the training rows, in sorted order, from 0; −1 for one that they did not have.`,
    formula: "x' = \\#\\{ k : v_k < x \\}",
    filled: `x' = ${place}`,
    head: ['column', 'category $x$', "$x'$"],
    lines: [
      {
        name,
        code: true,
        cells: [own],
        value: await numberAfter(at, name),
        again: place,
        unit: seen.length,
        format: 'integer',
      },
    ],
  }
}

const countOf = (n: number): string => (n === 1 ? 'One column' : `${n} columns`)

/** As many as are shown, the row's own among them. */
function around(names: readonly string[], own: number | string | null): readonly string[] {
  const few = names.slice(0, mostLines)
  const at = names.indexOf(String(own))
  return at < mostLines ? few : [...few.slice(1), names[at]]
}
