import { adapters } from './adapters'
import type { Command } from './command'
import { convert } from './convert'
import { runCommand } from './dispatch'
import { forgetDriverWords, writeToTerminal } from './driverWords'
import { inspect } from './inspect'
import { nodes } from './nodes'
import { predictBy } from './predict'
import { run, runHere } from './run'
import { serve } from './serve'

const commands: Record<string, Command> = { run, predict: predictBy(runHere), inspect, nodes, convert, adapters, serve }

writeToTerminal()
const [name, ...args] = process.argv.slice(2)
process.exitCode = await runCommand(commands, name, args)
forgetDriverWords()
// Dawn and DuckDB keep the process alive for a while; everything that must be written has been awaited.
process.exit()
