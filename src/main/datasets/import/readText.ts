import { dropLines, shapeOf, type Dialect } from './dialect'
import { createDecoder, type Encoding } from './encoding'
import { RecordSplitter } from './records'
import type { Source } from './source'
import type { TableReader } from './tableReader'

/**
 * Fills the table through one streaming, fatal decoder and `RecordSplitter`. `start`: length of the byte-order mark. When columns fail in the first
 * block, nothing more is read: the import starts again with them as text.
 */
export function readText(
  source: Source,
  encoding: Encoding,
  start: number,
  dialect: Dialect,
  table: TableReader,
  progress: (fraction: number) => void,
): void {
  const decoder = createDecoder(encoding, start)
  const splitter = new RecordSplitter(dialect, dialect.skippedLines + 1, shapeOf(dialect))
  for (let at = start; at < source.size; at += blockBytes) {
    const text = decoder.decode(source.read(at, at + blockBytes))
    table.take(splitter.push(at === start ? dropLines(text, dialect.skippedLines) : text))
    if (at === start && table.failed) return
    progress(Math.min(1, (at + blockBytes) / source.size))
  }
  table.take(splitter.push(decoder.end()))
  table.take(splitter.end())
}

/** Bytes decoded at a time: an unfinished record is looked through once more with each block. */
const blockBytes = 4 * 2 ** 20
