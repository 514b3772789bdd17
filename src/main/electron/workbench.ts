import { resolve } from 'node:path'
import { app, type BrowserWindow, dialog, session } from 'electron'
import { LatheError } from '../../shared/errors'
import { resourcesFolder } from '../cli/session'
import { dataFolder } from '../projects/dataFolder'
import { openWorkplace, type Workplace } from '../projects/workplace'
import { pageFolder } from '../server/page'
import { staticFilesOf } from '../service/static'
import { scheme, workbenchPage } from './addresses'
import { channels } from './channels'
import { guardSession } from './guards'
import { answerPage } from './ipc'
import type { Log } from './log'
import { openWorkbench } from './windows'

/** Reloads of a page that crashed, after which the window stays empty rather than crash on and on. */
const reloads = 3

/** Opens the workbench's window over the person's data. Gives what opens files in it. */
export async function showWorkbench(folder: string, log: Log): Promise<(files: readonly string[]) => void> {
  const resources = resourcesFolder()
  const workplace = await openWorkplace(dataFolder(), resolve(resources, 'samples'))
  await workplace.announce('the Lathe window')
  const staticFiles = await staticFilesOf(pageFolder())
  const onFault = (error: LatheError): void => log.error('service', error.cause ?? error)
  session.defaultSession.protocol.handle(scheme, workplace.serve({ resources, staticFiles, onFault }))
  guardSession(session.defaultSession)

  let window: BrowserWindow | null = null
  let listening = false
  const waiting: string[] = []
  const show = (): void => {
    const made = openWorkbench(folder, late => void tellLate(late, log))
    window = made
    listening = false
    made.on('closed', () => (window = null))
    // Files opened before the page is back wait for it.
    made.webContents.on('render-process-gone', () => (listening = false))
    revive(made, log)
  }
  const openFiles = (files: readonly string[]): void => {
    for (const path of files) workplace.paths.allow(path)
    waiting.push(...files)
    if (!window) show()
    else if (listening) for (const path of waiting.splice(0)) window.webContents.send(channels.openFile, path)
    if (window?.isMinimized()) window.restore()
    window?.focus()
  }
  const onListening = (): void => {
    listening = true
    openFiles([])
  }
  answerPage({ window: () => window, paths: workplace.paths, log, onListening })
  app.on('activate', () => window ?? show())
  app.on('window-all-closed', () => process.platform === 'darwin' || app.quit())
  closeBeforeQuit(workplace)
  show()
  return openFiles
}

/** Every change is on the disk: a page that crashed is loaded again and goes on where it was. */
function revive(window: BrowserWindow, log: Log): void {
  let left = reloads
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    log.write(`the page ended: ${reason} (${exitCode})`)
    if (reason !== 'clean-exit' && left-- > 0) void window.loadURL(workbenchPage)
  })
  window.webContents.on('unresponsive', () => log.write('the page does not answer'))
}

/** The window is there and its page is not: what to do is the person's choice, in a dialog of the system, which needs no page. */
async function tellLate(window: BrowserWindow, log: Log): Promise<void> {
  log.write('the page has drawn nothing')
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Lathe',
    message: 'The window of Lathe stays empty.',
    detail:
      'Its page has drawn nothing so far. What was saved is safe. Where loading it again does not help, start Lathe with --disable-gpu-compositing, or update the driver of the graphics card.',
    buttons: ['Load again', 'Wait', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 0 && !window.isDestroyed()) void window.loadURL(workbenchPage)
  if (response === 2) app.quit()
}

/** The store is closed before the program ends, once. */
function closeBeforeQuit(workplace: Workplace): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('will-quit', event => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    const quit = (): void => {
      state = 'closed'
      app.quit()
    }
    void workplace[Symbol.asyncDispose]().then(quit, quit)
  })
}

/** Tells why the workbench cannot be opened, and ends. */
export function giveUp(thrown: unknown, log: Log): void {
  const error = LatheError.from(thrown)
  log.error('start', thrown)
  dialog.showErrorBox('Lathe cannot start', error.line)
  app.exit(1)
}
