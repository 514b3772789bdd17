import type { ImportOptions, Inspection } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'

/** Column names from the header: trimmed, unique, none empty. What had to change is listed. */
export function nameColumns(header: readonly string[]): { names: string[]; renamed: Inspection['renamed'] } {
  const taken = new Set(header.map(name => name.trim()))
  const used = new Set<string>()
  const renamed: Inspection['renamed'] = []
  const names = header.map((from, i) => {
    const wanted = from.trim()
    let to = wanted === '' ? `column${i + 1}` : wanted
    if (used.has(to) || (wanted === '' && taken.has(to))) {
      let n = 2
      while (used.has(`${to}_${n}`) || taken.has(`${to}_${n}`)) n++
      to = `${to}_${n}`
    }
    used.add(to)
    if (to !== from) renamed.push({ from, to })
    return to
  })
  return { names, renamed }
}

/** Names of columns that have none: column1, column2 … */
export const numberColumns = (width: number): string[] => Array.from({ length: width }, (_, i) => `column${i + 1}`)

/** Chosen kinds must name columns that exist. */
export function checkTypes(names: readonly string[], types: ImportOptions['types']): void {
  for (const [name, kind] of Object.entries(types)) {
    if (!names.includes(name)) {
      const some = names.slice(0, 12).join(', ') + (names.length > 12 ? ' …' : '')
      throw new LatheError({
        code: 'input',
        where: 'types',
        message: `There is no column "${name}".`,
        remedy: { text: `The columns are ${some}.`, fix: { set: { parameter: 'types' } } },
      })
    }
    if (kind === 'image' || kind === 'vector')
      throw new LatheError({
        code: 'input',
        where: 'types',
        message: `"${name}" cannot be a column of kind ${kind}.`,
        remedy: {
          text: 'Choose number, integer, boolean, category, time or text.',
          fix: { set: { parameter: 'types' } },
        },
      })
  }
}
