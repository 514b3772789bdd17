import { once } from 'node:events'
import { resolve } from 'node:path'
import { LatheError } from '../../shared/errors'
import { dataFolder } from '../projects/dataFolder'
import { questionOf } from '../projects/paths'
import { openWorkplace } from '../projects/workplace'
import { openBrowser } from '../server/browser'
import { pageFolder } from '../server/page'
import { startServer } from '../server/server'
import { staticFilesOf } from '../service/static'
import { expect, parse } from './arguments'
import { Asking } from './asking'
import type { Command } from './command'
import { resourcesFolder } from './session'
import { printable } from './terminal'

const usage = 'lathe serve [--port N] [--open]'

/** Serves the workbench until it is stopped. The address goes to standard output, everything else to standard error. */
export const serve: Command = async (args, signal) => {
  const { values, positionals } = parse(args, { port: { type: 'string' }, open: { type: 'boolean' } }, usage)
  expect(positionals, 0, usage)
  const port = portOf(values.port)
  const resources = resourcesFolder()
  const staticFiles = await staticFilesOf(pageFolder())
  await using workplace = await openWorkplace(dataFolder(), resolve(resources, 'samples'))
  workplace.paths.started = process.cwd()
  for (const message of [...workplace.store.damaged.map(({ message }) => message), ...workplace.projects.damaged])
    say(message)

  const onFault = (error: LatheError): void =>
    say(error.cause instanceof Error ? (error.cause.stack ?? error.message) : error.message)
  const server = await startServer(workplace.serve({ resources, staticFiles, onFault }), port)
  try {
    await workplace.announce(server.origin)
    const tell = (): string => {
      const address = server.address()
      process.stdout.write(`${address}\n`)
      return address
    }
    const first = tell()
    say(`The workbench is at this address, for one browser. Data: ${workplace.folder}`)
    if (values.open)
      void openBrowser(first).then(opened => opened || say('No browser can be opened here: open the address yourself.'))
    if (process.stdin.isTTY) {
      say('Enter gives a new address, Ctrl C ends.')
      const asking = new Asking(say)
      workplace.paths.confirm = path => asking.ask(questionOf(path))
      process.stdin.on('data', text => asking.take(text.toString()) || tell())
    }
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    await server.close()
  }
  return 0
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 0
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port
  const message = `--port must be a number from 1 to 65535; it is ${text}.`
  throw new LatheError({ code: 'usage', message, remedy: `Usage: ${usage}` })
}

const say = (text: string): void => void process.stderr.write(`${printable(text)}\n`)
