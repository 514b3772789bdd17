import { parseArgs, type ParseArgsConfig } from 'node:util'
import { LatheError } from '../../shared/errors'

/** Options and positionals of a command line. Errors: `usage` for an option that is not known or lacks its value. */
export function parse<const O extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: O,
  usage: string,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new LatheError({
      code: 'usage',
      message: `${(error as Error).message.split(/\. |\n/)[0].replace(/\.$/, '')}.`,
      remedy: `Usage: ${usage}`,
    })
  }
}

/** Exactly `count` positionals. */
export function expect(positionals: string[], count: number, usage: string): string[] {
  if (positionals.length === count) return positionals
  throw new LatheError({
    code: 'usage',
    message: `Expected ${count} ${count === 1 ? 'name' : 'names'}, got ${positionals.length}.`,
    remedy: `Usage: ${usage}`,
  })
}

/** The adapter itself is chosen before this process starts (`scripts/launch.mjs`); here a wrong choice is refused. */
export function checkAdapter(choice: string | undefined, usage: string): void {
  if (choice === undefined || ['auto', 'hardware', 'software'].includes(choice)) return
  throw new LatheError({
    code: 'usage',
    message: `--adapter must be auto, hardware or software; it is ${choice}.`,
    remedy: `Usage: ${usage}`,
  })
}
