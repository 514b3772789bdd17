import { LatheError } from '../../shared/errors'
import type { Command } from './command'
import { printable } from './terminal'

const help = `lathe run <pipeline.lathe> [--results out.json] [--report out.html|.md|.pdf] [--predictions out.csv]
          [--set <node>.<param>=<json>]… [--seed N] [--adapter auto|hardware|software] [--quiet]
lathe predict <model.lathe-model> <data file> <out.csv> [--exact]   a saved model on raw rows
lathe inspect <data file or -> [--json] [--exact]   what an import decides; - is standard input
lathe nodes [--json]                           every node with its parameters
lathe convert <data file or -> <out.csv|.parquet|.json> [--exact]
lathe adapters [--json]                        the WebGPU adapter and its limits
lathe serve [--port N] [--open]                the workbench in a browser
`

/** 0 done; 1 a node failed; 2 the command or the pipeline is wrong; 130 cancelled. */
function statusOf(error: LatheError): number {
  if (error.code === 'cancelled') return 130
  return error.code === 'usage' || error.code === 'pipeline' || error.code === 'parameter' ? 2 : 1
}

/** Runs one of the commands by its name; gives the exit status. Never throws: what goes wrong is a line on standard error. */
export async function runCommand(
  commands: Readonly<Record<string, Command>>,
  name: string | undefined,
  args: string[],
): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help)
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    process.stderr.write(`lathe: there is no command ${printable(name)}.\n${help}`)
    return 2
  }
  const cancel = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancel.abort())
  try {
    return await command(args, cancel.signal)
  } catch (thrown) {
    const error = LatheError.from(thrown)
    process.stderr.write(`lathe: ${printable(error.line)}\n`)
    if (error.code === 'internal' && error.cause instanceof Error)
      process.stderr.write(`${printable(error.cause.stack ?? '')}\n`)
    return statusOf(error)
  }
}
