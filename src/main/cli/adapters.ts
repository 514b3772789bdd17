import { describeAdapter } from '../../compute'
import { checkAdapter, expect, parse } from './arguments'
import type { Command } from './command'
import { useNodeGpu } from './session'

const usage = 'lathe adapters [--json] [--adapter auto|hardware|software]'

export const adapters: Command = async args => {
  const { values, positionals } = parse(args, { json: { type: 'boolean' }, adapter: { type: 'string' } }, usage)
  expect(positionals, 0, usage)
  checkAdapter(values.adapter, usage)
  useNodeGpu()
  writeAdapter(await describeAdapter(), values.json === true)
  return 0
}

export type AdapterReport = Awaited<ReturnType<typeof describeAdapter>>

export function writeAdapter({ info, features, limits }: AdapterReport, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify([{ ...info, used: true, features, limits }], null, 2)}\n`)
  else {
    process.stdout.write(`used: ${info.description || info.vendor} (${info.software ? 'software' : 'hardware'})\n`)
    for (const [name, value] of Object.entries(limits)) process.stdout.write(`  ${name} ${value}\n`)
  }
}
