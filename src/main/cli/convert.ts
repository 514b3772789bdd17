import { resolve } from 'node:path'
import { importDefaults } from '../../shared/contracts/datasets'
import { expect, parse } from './arguments'
import type { Command } from './command'
import { openInput } from './input'
import { openSession } from './session'
import { printable } from './terminal'

const usage = 'lathe convert <data file or -> <out.csv|.parquet|.json> [--exact]'

export const convert: Command = async args => {
  const { values, positionals } = parse(args, { exact: { type: 'boolean' } }, usage)
  const [from, to] = expect(positionals, 2, usage)
  await using input = await openInput(from)
  await using session = await openSession(process.cwd())
  const { id, inspection } = await session.host.datasets.open(input.path, importDefaults)
  for (const { message } of inspection.warnings) process.stderr.write(`lathe: ${printable(message)}\n`)
  session.refuseSource(resolve(to))
  await session.store.exportTable(id, resolve(to), { exact: values.exact === true })
  return 0
}
