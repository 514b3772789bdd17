import type { ImportAnswer, ImportOptions, ImportWarning, Inspection } from '../../../shared/contracts/datasets'
import { choiceLabel } from '../../../shared/words'
import type { Dialect } from './dialect'

import type { TableReader } from './tableReader'
import { short } from './written/say'

/** What people should know of how a file was cut into records, and may answer otherwise. */
export function tableNotices(
  dialect: Dialect,
  table: TableReader,
  renamed: Inspection['renamed'],
  options: ImportOptions,
): ImportWarning[] {
  return [
    ...skipped(dialect, options),
    ...delimiter(dialect),
    ...quote(dialect),
    ...comment(dialect, table, options),
    ...header(dialect),
    ...names(dialect, renamed),
    ...records(dialect, table),
  ]
}

const answer = (text: string, set: ImportAnswer['set'], used = false): ImportAnswer => ({ text, set, used })

function skipped({ skippedLines, titles }: Dialect, { skipLines }: ImportOptions): ImportWarning[] {
  if (titles === 0) return []
  const lines = skippedLines === 1 ? 'The first line stands' : `The first ${skippedLines} lines stand`
  const message = `${lines} before the table and ${skippedLines === 1 ? 'was' : 'were'} skipped (${skippedLines}).`
  const answers = [
    answer(`The table begins on line ${skippedLines + 1}`, { skipLines: skippedLines }, true),
    answer('It begins on line 1', { skipLines: 0 }),
  ]
  return [{ code: 'skippedLines', message, ...(skipLines === null && { answers }) }]
}

function delimiter({ delimiter: used, rivals, width }: Dialect): ImportWarning[] {
  if (rivals.length === 0) return []
  const named = (d: string): string =>
    /^[\w ]+$/.test(choiceLabel(d)) ? choiceLabel(d).toLowerCase() : JSON.stringify(d)
  const one = width === 1
  const message = one
    ? `The delimiter is not certain: the file was read as one column, and ${named(rivals[0])} stands in most lines.`
    : `The delimiter is not certain: ${named(used)} was chosen.`
  const answers = [
    answer(one ? 'One column' : `${named(used)} separates cells`, { delimiter: used }, true),
    ...rivals.map(d => answer(`${named(d)} separates cells`, { delimiter: d })),
  ]
  return [{ code: 'dialect', message, answers }]
}

function quote(dialect: Dialect): ImportWarning[] {
  const { quote: used, quoteDoubt, backslash, skipSpaces } = dialect
  const told: ImportWarning[] = []
  if (quoteDoubt !== null) {
    told.push({
      code: 'quote',
      message: `Quotes were read as text, as in ${short(quoteDoubt)}: they do not wrap whole cells.`,
      answers: [answer('Quotes are text', { quote: 'none' }, true), answer('Quotes wrap cells', { quote: '"' })],
    })
  } else if (used === "'") {
    told.push({
      code: 'quote',
      message: `Apostrophes were read as quotes around cells.`,
      answers: [answer('Apostrophes wrap cells', { quote: "'" }, true), answer('They are text', { quote: 'none' })],
    })
  }
  if (backslash)
    told.push({ code: 'backslash', message: 'A backslash before a quote was read as a quote in the text.' })
  if (skipSpaces) told.push({ code: 'spaces', message: 'Spaces behind the delimiters were left out of the cells.' })
  return told
}

function comment({ comment: mark }: Dialect, { comments }: TableReader, options: ImportOptions): ImportWarning[] {
  if (mark === '' || comments.count === 0) return []
  const { count, line } = comments
  const message = `${count === 1 ? '1 line begins' : `${count} lines begin`} with ${mark} and ${count === 1 ? 'was' : 'were'} left out as ${count === 1 ? 'a comment' : 'comments'}, the first is line ${line}.`
  const answers = [
    answer('They are comments', { comment: mark }, true),
    answer('They are records', { comment: 'none' }),
  ]
  return [{ code: 'comments', message, ...(options.comment === 'auto' && { answers }) }]
}

function header({ header: used, headerDoubt }: Dialect): ImportWarning[] {
  if (headerDoubt === null) return []
  const message = used
    ? `The first record was read as the names of the columns: ${headerDoubt}.`
    : `The first record was read as a row, not as the names of the columns: ${headerDoubt}.`
  const answers = [
    answer('It holds the names', { header: 'yes' }, used),
    answer('It is a row', { header: 'no' }, !used),
  ]
  return [{ code: 'header', message, answers }]
}

function names({ rowNames, header: used }: Dialect, renamed: Inspection['renamed']): ImportWarning[] {
  const told: ImportWarning[] = []
  if (used && rowNames) {
    const message = 'The rows have one field more than there are names: their first column has none.'
    told.push({ code: 'unnamedColumns', message })
  }
  const twice = renamed.filter(({ from, to }) => from.trim() !== '' && from.trim() !== to)
  if (twice.length > 0) {
    const list = twice.slice(0, 5).map(({ from, to }) => `"${short(from.trim())}" is now "${short(to)}"`)
    const more = twice.length > 5 ? ` and ${twice.length - 5} more` : ''
    told.push({ code: 'duplicateNames', message: `Names stand twice in the header: ${list.join(', ')}${more}.` })
  }
  return told
}

function records(dialect: Dialect, table: TableReader): ImportWarning[] {
  const told: ImportWarning[] = []
  const { rejected, padded, cut, missingLines } = table
  const { surplus } = dialect
  if (rejected.length > 0) {
    const { line, reason } = rejected[0]
    const message =
      rejected.length === 1
        ? `1 record was rejected, on line ${line}: ${short(reason)}.`
        : `${rejected.length} records were rejected; the first is on line ${line}: ${short(reason)}.`
    told.push({ code: 'rejected', message })
  }
  if (padded.count > 0) {
    const message = `${padded.count === 1 ? '1 record ends' : `${padded.count} records end`} early: the cells that lack at the end are missing, first on line ${padded.line}.`
    told.push({ code: 'shortRecords', message })
  }
  if (surplus > 0) {
    const message = `${surplus === 1 ? 'An empty field' : `${surplus} empty fields`} behind the columns, without a name, ${surplus === 1 ? 'was' : 'were'} left out of every row.`
    told.push({ code: 'emptyFields', message })
  }
  if (cut.count > 0) {
    const message = `${cut.count === 1 ? '1 record has' : `${cut.count} records have`} empty fields behind the last column: they were left out, first on line ${cut.line}.`
    told.push({ code: 'emptyFields', message })
  }
  if (missingLines.count > 0) {
    const message = `${missingLines.count === 1 ? '1 blank line was' : `${missingLines.count} blank lines were`} read as missing cells, first on line ${missingLines.line}.`
    told.push({ code: 'blankLines', message })
  }
  return told
}
