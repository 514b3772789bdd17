import { importDefaults, type ImportWarning, type Inspection } from '../../shared/contracts/datasets'
import { expect, parse } from './arguments'
import type { Command } from './command'
import { openInput } from './input'
import { openSession } from './session'
import { printable } from './terminal'

const usage = 'lathe inspect <data file or -> [--json] [--exact]'

export const inspect: Command = async args => {
  const { values, positionals } = parse(args, { json: { type: 'boolean' }, exact: { type: 'boolean' } }, usage)
  const [file] = expect(positionals, 1, usage)
  await using input = await openInput(file)
  await using session = await openSession(process.cwd())
  const { inspection } = await session.host.datasets.open(input.path, importDefaults)
  process.stdout.write(
    values.json ? `${JSON.stringify(inspection, null, 2)}\n` : `${printable(describe(inspection))}\n`,
  )
  return 0
}

function describe({ rows, rejected, merged, dialect, columns, renamed, warnings }: Inspection): string {
  const shown = dialect.delimiter === '\t' ? 'tab' : dialect.delimiter
  const width = Math.max(6, ...columns.map(c => c.name.length))
  return [
    `${rows} rows, ${columns.length} columns; ${rejected.length} records rejected, ${merged} merged`,
    `delimiter ${shown}  quote ${dialect.quote}  decimal ${dialect.decimal}  ${dialect.encoding}  ${dialect.header ? 'with' : 'without'} header  ${dialect.skippedLines} lines skipped`,
    '',
    `${'column'.padEnd(width)}  kind      missing  distinct  smallest … largest`,
    ...columns.map(
      c =>
        `${c.name.padEnd(width)}  ${c.kind.padEnd(8)}  ${String(c.missing).padStart(7)}  ${String(c.distinct).padStart(8)}  ${c.min ?? '–'} … ${c.max ?? '–'}`,
    ),
    ...renamed.map(r => `renamed: ${r.from || '(empty)'} → ${r.to}`),
    ...rejected.slice(0, 20).map(r => `rejected: record ${r.record}, line ${r.line}: ${r.reason}`),
    ...warnings.flatMap(linesOf),
  ].join('\n')
}

/** A warning; a question with its answers, each with the parameters of data.file that give it. */
function linesOf({ message, answers }: ImportWarning): string[] {
  if (!answers) return [`warning: ${message}`]
  const given = (set: object): string =>
    Object.entries(set)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(' ')
  return [
    `question: ${message}`,
    ...answers.map(({ text, set, used }) => `  ${used ? '*' : '-'} ${text}: ${given(set)}${used ? ' (used)' : ''}`),
  ]
}
