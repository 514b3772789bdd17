import { isAbsolute, resolve } from 'node:path'
import { session } from 'electron'
import type { RunEvent } from '../../compute'
import type { HeadlessJob } from '../../shared/contracts/desktop'
import { checkAdapter, expect, parse } from '../cli/arguments'
import { type AdapterReport, writeAdapter } from '../cli/adapters'
import type { Command } from '../cli/command'
import { convert } from '../cli/convert'
import { inspect } from '../cli/inspect'
import { nodes } from '../cli/nodes'
import { predictBy } from '../cli/predict'
import { type Ran, runBy, type Runner } from '../cli/run'
import { resourcesFolder } from '../cli/session'
import { openStore } from '../datasets/store'
import { dataFolder } from '../projects/dataFolder'
import { pageFolder } from '../server/page'
import { createService } from '../service'
import { staticFilesOf } from '../service/static'
import { tuningFile } from '../tuningFile'
import { headlessPage, scheme } from './addresses'
import { guardSession } from './guards'
import { headlessService } from './headless'
import { openHidden } from './windows'

const runHidden: Runner = async ({ document, folder, files }, { signal, onEvent }) => {
  const job = { type: 'run', document, ...files } as const
  return (await compute(job, folder, signal, event => onEvent(event as RunEvent))) as Ran
}

/** The commands of the installed app: what computes does so in a hidden page, since Dawn is not packaged. */
export const commands: Record<string, Command> = {
  inspect,
  nodes,
  convert,
  run: runBy(runHidden),
  predict: predictBy(runHidden),
  async adapters(args, signal) {
    const usage = 'lathe adapters [--json] [--adapter auto|hardware|software]'
    const { values, positionals } = parse(args, { json: { type: 'boolean' }, adapter: { type: 'string' } }, usage)
    expect(positionals, 0, usage)
    checkAdapter(values.adapter, usage)
    const found = await compute({ type: 'adapters' }, process.cwd(), signal, () => {})
    writeAdapter(found as AdapterReport, values.json === true)
    return 0
  },
}

/** Gives a hidden page the job, over a store of its own that is gone with it. Relative paths start at `folder`. */
async function compute(
  job: HeadlessJob,
  folder: string,
  signal: AbortSignal,
  onEvent: (event: { type: string }) => void,
): Promise<unknown> {
  const resources = resourcesFolder()
  await using store = await openStore({ folder: null, samples: resolve(resources, 'samples') })
  const place = (path: string): string => (isAbsolute(path) ? path : resolve(folder, path))
  const staticFiles = await staticFilesOf(pageFolder())
  const { service, answer } = headlessService(
    createService({ store, resources, staticFiles, place, tuning: tuningFile(dataFolder()) }),
    job,
    onEvent,
    signal,
  )
  const own = session.fromPartition('command')
  guardSession(own)
  own.protocol.handle(scheme, service)
  const window = openHidden({ session: own })
  const gone = new Promise<never>((_, reject) => {
    window.webContents.on('render-process-gone', (__, { reason }) =>
      reject(new Error(`the page that computes ended: ${reason}`)),
    )
  })
  try {
    return await Promise.race([window.loadURL(headlessPage).then(() => answer), gone])
  } finally {
    window.destroy()
    own.protocol.unhandle(scheme)
  }
}
