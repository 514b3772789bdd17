import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, protocol } from 'electron'
import { runCommand } from '../cli/dispatch'
import { providePrinter } from '../reports/pdf'
import { scheme } from './addresses'
import { commands } from './commandLine'
import { gpuSwitches } from './gpu'
import { guardContents } from './guards'
import { Log } from './log'
import { printReport } from './pdf'
import { isDocument, ownArguments, readStart, type Start } from './start'
import { giveUp, showWorkbench } from './workbench'

// Everything up to `ready` runs before Electron is: its order matters.
const folder = dirname(fileURLToPath(import.meta.url))
if (app.isPackaged) process.env['LATHE_RESOURCES'] ??= join(process.resourcesPath, 'resources')
const args = ownArguments(process.argv, app.isPackaged)
const start = readStart(args)

app.enableSandbox()
guardContents()
for (const given of gpuSwitches(process.platform, args, process.env)) app.commandLine.appendSwitch(...given)
// A driver's fault must not lock us out.
app.disableDomainBlockingFor3DAPIs()
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
])
providePrinter(printReport)

if (start.type === 'command') void runInTerminal(start.args)
else openWindow(start)

/** A command has a profile of its own: Chromium's caches belong to one program at a time, and the window may be open. */
async function runInTerminal([name, ...rest]: string[]): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'lathe-command-'))
  app.setPath('userData', profile)
  app.dock?.hide()
  app.on('window-all-closed', () => {}) // the hidden page closes before the command ends
  await app.whenReady()
  const status = await runCommand(commands, name, rest)
  // `exit` waits for nothing: what was written to a pipe must have left.
  for (const stream of [process.stdout, process.stderr]) await new Promise(done => stream.write('', done))
  try {
    rmSync(profile, { recursive: true, force: true })
  } catch {
    // Windows keeps files that are open: the system clears the folder of temporary files itself
  }
  app.exit(status)
}

/** One program for all windows: a second start hands its files to the first and ends. */
function openWindow({ files }: Extract<Start, { type: 'window' }>): void {
  const log = new Log(join(app.getPath('userData'), 'logs'))
  const given = files.map(file => resolve(file))
  if (!app.requestSingleInstanceLock({ files: given })) return app.quit()
  process.on('uncaughtException', error => log.error('uncaught', error))
  process.on('unhandledRejection', error => log.error('unhandled', error))
  app.on('child-process-gone', (_, { type, reason, exitCode }) => log.write(`${type} ended: ${reason} (${exitCode})`))

  let open = (more: readonly string[]): void => void given.push(...more)
  app.on('open-file', (event, path) => {
    event.preventDefault()
    if (isDocument(path)) open([path])
  })
  app.on('second-instance', (_, __, ___, data) => open(filesIn(data)))
  void app
    .whenReady()
    .then(() => showWorkbench(folder, log))
    .then(openFiles => {
      open = openFiles
      if (given.length > 0) open(given.splice(0))
    })
    .catch((error: unknown) => giveUp(error, log))
}

/** What a second start said; anything else of this machine could have said it too. */
function filesIn(data: unknown): string[] {
  const files = typeof data === 'object' && data !== null && 'files' in data ? data.files : []
  return Array.isArray(files)
    ? files.filter((file): file is string => typeof file === 'string' && isDocument(file))
    : []
}
