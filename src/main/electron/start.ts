import { isPipelineName } from '../../shared/pipeline/ending'

/** How the program was started: the workbench with files to open, or a command of the command line. */
export type Start = { type: 'window'; files: string[] } | { type: 'command'; args: string[] }

export const commandNames = [
  'run',
  'predict',
  'inspect',
  'nodes',
  'convert',
  'adapters',
  'help',
  '--help',
  '-h',
] as const

/**
 * Reads the arguments behind the program (and, unpackaged, behind the app's folder). Switches of Chromium may stand among them, also in
 * those of a second start, and are passed over before the command; `--` ends them.
 */
export function readStart(args: readonly string[]): Start {
  const first = args.findIndex(arg => !isSwitch(arg))
  const command = first < 0 ? args.find(arg => isCommand(arg)) : args[first]
  if (command !== undefined && isCommand(command)) return { type: 'command', args: args.slice(args.indexOf(command)) }
  return { type: 'window', files: args.filter(isDocument) }
}

const isSwitch = (arg: string): boolean => arg.startsWith('-')
const isCommand = (arg: string): boolean => (commandNames as readonly string[]).includes(arg)

/** A file the system may hand to us: a pipeline or a saved model. */
export const isDocument = (path: string): boolean =>
  (isPipelineName(path) || /\.lathe-model$/i.test(path)) && !isSwitch(path)

/** Arguments of a process: Electron's own program takes the app's folder as its first one. */
export const ownArguments = (argv: readonly string[], packaged: boolean): string[] => argv.slice(packaged ? 1 : 2)
