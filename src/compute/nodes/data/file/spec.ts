import { cellFormats, dateOrders, delimiters, encodings, importDefaults } from '../../../../shared/contracts/datasets'
import { kinds } from '../../../../shared/frame'
import { defineNode, frameOut } from '../../../../shared/node'
import { choice, list, map, optionalInteger, text } from '../../../../shared/params'

export const spec = defineNode({
  type: 'data.file',
  version: 1,
  title: 'Load file',
  summary: 'Reads a table from a CSV, TSV or JSON file.',
  group: 'data',
  icon: 'file-spreadsheet',
  inputs: [],
  outputs: frameOut,
  folds: 'pooled',
  parameters: {
    path: text({
      default: '',
      file: 'open',
      holds: 'table',
      required: true,
      help: 'The file; a relative path starts at the pipeline file.',
    }),
    format: choice(['auto', 'csv', 'tsv', 'json', 'ndjson'], {
      advanced: true,
      help: 'What the file is; auto looks at its content.',
    }),
    delimiter: choice(['auto', ...delimiters], { advanced: true, help: 'What stands between two cells.' }),
    quote: choice(['auto', 'none', '"', "'"], {
      advanced: true,
      help: 'What stands around cells that hold a delimiter; with none, quotes are text.',
    }),
    header: choice(['auto', 'yes', 'no'], {
      advanced: true,
      help: 'Whether the first record holds the names of the columns.',
    }),
    skipLines: optionalInteger({
      min: 0,
      nullMeans: 'what stands before the table',
      advanced: true,
      help: 'Lines before the table that are no part of it.',
    }),
    comment: choice(['auto', 'none', '#', '%', '//', '--', '!', '*'], {
      advanced: true,
      help: 'Mark at the start of lines that are no records.',
    }),
    decimal: choice(['auto', '.', ','], { advanced: true, help: 'What stands before the decimals.' }),
    dateFormat: choice(['auto', ...dateOrders], {
      advanced: true,
      help: 'Order of day, month and year in dates of digits.',
    }),
    encoding: choice(['auto', ...encodings], { advanced: true, help: 'How the file writes letters as bytes.' }),
    nullValues: list<readonly string[]>({
      of: 'text',
      default: importDefaults.nullValues,
      advanced: true,
      help: 'Cells that mean "missing".',
    }),
    types: map({
      values: kinds.filter(k => k !== 'image' && k !== 'vector'),
      help: 'Kinds of columns where the import would decide otherwise.',
    }),
    formats: map({
      values: cellFormats,
      help: 'How a column writes its numbers (decimal mark) or its dates (order), where the import would decide otherwise.',
    }),
  },
  attributes: {
    dataset: 'name and fingerprint of the table (sha-256 of its bytes and of how they were read)',
    dialect: 'delimiter, quote, decimal sign, encoding, header and skipped lines',
    rejected: 'records that were not taken, each with record number, line and reason (the first 100)',
    rejectedCount: 'number of records that were not taken',
    warnings: 'what the import noticed; one with answers is a question',
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
  },
  blocks: { profile: 'Columns' },
})
