import Papa from 'papaparse'
import { parsedDelimiter, type Batch, type Cut } from './cut'

/**
 * Cells of the records of a batch, by PapaParse's parser. It is given whole records and one kind of line end, so that its chunking, its
 * guessing and its header mode, each of which loses data somewhere, have no part in it.
 */
export function parseFields(batch: Batch, cut: Cut): string[][] {
  if (batch.text === '') return []
  if (batch.text === '\n') return [['']] // the parser finds no record in no text
  const parser = new Papa.Parser({
    delimiter: parsedDelimiter(cut),
    ...(cut.quote !== 'none' && { quoteChar: cut.quote, escapeChar: cut.quote }),
    newline: '\n',
    fastMode: !batch.quoted,
  })
  const result = parser.parse(batch.text.slice(0, -1), 0, false) as Papa.ParseResult<string[]>
  return result.data
}
