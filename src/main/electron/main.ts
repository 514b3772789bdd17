import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, crashReporter, protocol } from 'electron'
import { runCommand } from '../cli/dispatch'
import { providePrinter } from '../reports/pdf'
import { scheme } from './addresses'
import { commands } from './commandLine'
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
allowWebGpu()
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
])
crashReporter.start({ uploadToServer: false })
providePrinter(printReport)

if (start.type === 'command') void runInTerminal(start.args)
else openWindow(start)

/** WebGPU on Linux needs Vulkan, and by switch; without a GPU, or when asked for, SwiftShader computes. A driver's fault must not lock us out. */
function allowWebGpu(): void {
  app.commandLine.appendSwitch('enable-unsafe-webgpu')
  app.commandLine.appendSwitch('enable-unsafe-swiftshader')
  if (process.platform === 'linux') app.commandLine.appendSwitch('enable-features', 'Vulkan')
  const chosen = args.includes('--adapter=software') || args[args.indexOf('--adapter') + 1] === 'software'
  if (chosen && args.some(arg => arg.startsWith('--adapter')))
    app.commandLine.appendSwitch('use-webgpu-adapter', 'swiftshader')
  app.disableDomainBlockingFor3DAPIs()
}

async function runInTerminal([name, ...rest]: string[]): Promise<void> {
  app.dock?.hide()
  app.on('window-all-closed', () => {}) // the hidden page closes before the command ends
  await app.whenReady()
  app.exit(await runCommand(commands, name, rest))
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
