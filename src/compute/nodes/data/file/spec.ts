import { importDefaults } from '../../../../shared/contracts/datasets'
import { kinds } from '../../../../shared/frame'
import { defineNode, frameOut } from '../../../../shared/node'
import { choice, list, map, text } from '../../../../shared/params'

export const spec = defineNode({
  type: 'data.file',
  version: 1,
  title: 'Load file',
  summary: 'Reads a table from a CSV or TSV file.',
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
    format: choice(['auto', 'csv', 'tsv'], { advanced: true, help: 'What the file is; auto looks at its content.' }),
    delimiter: choice(['auto', ',', ';', '\t', '|'], { advanced: true, help: 'What stands between two cells.' }),
    header: choice(['auto', 'yes', 'no'], {
      advanced: true,
      help: 'Whether the first record holds the names of the columns.',
    }),
    decimal: choice(['auto', '.', ','], { advanced: true, help: 'What stands before the decimals.' }),
    encoding: choice(['auto', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1252'], {
      advanced: true,
      help: 'How the file writes letters as bytes.',
    }),
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
  },
  attributes: {
    dataset: 'name and fingerprint of the table (sha-256 of its bytes and of how they were read)',
    dialect: 'delimiter, quote, decimal sign, encoding, header and skipped lines',
    rejected: 'records that were not taken, each with record number, line and reason (the first 100)',
    rejectedCount: 'number of records that were not taken',
    warnings: 'what the import noticed',
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
  },
  blocks: { profile: 'Columns' },
})
