import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  Menu as SystemMenu,
} from 'electron'
import { z } from 'zod'
import { fileKind, type FileKind, menu, shownDocument } from '../../shared/contracts/desktop'
import { withPipelineEnding } from '../../shared/pipeline/ending'
import { writeFileAtomically } from '../files/write'
import { type Paths, questionOf } from '../projects/paths'
import { isWithin, workbenchPage } from './addresses'
import { channels } from './channels'
import type { Log } from './log'
import { menuTemplate } from './menuTemplate'

export interface Desk {
  window: () => BrowserWindow | null
  paths: Paths
  log: Log
  /** The page listens for files from now on. */
  onListening: () => void
}

const filters: Record<FileKind, Electron.FileFilter> = {
  pipeline: { name: 'Lathe pipeline', extensions: ['lathe', 'json'] },
  table: { name: 'Table', extensions: ['csv', 'tsv', 'txt', 'json', 'ndjson', 'parquet', 'xlsx'] },
  model: { name: 'Lathe model', extensions: ['lathe-model'] },
  report: { name: 'Report', extensions: ['html', 'md', 'pdf'] },
  logs: { name: 'Archive', extensions: ['zip'] },
}
const everything: Electron.FileFilter = { name: 'All files', extensions: ['*'] }
const path = z.string().min(1).max(4096)

/** Answers the preload. A message counts only when it comes from the workbench's own main frame, and its arguments are what they should be. */
export function answerPage({ window, paths, log, onListening }: Desk): void {
  const isOurs = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    sender === window()?.webContents &&
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    isWithin(senderFrame.url, workbenchPage)

  function answer<A extends z.ZodTuple>(
    channel: string,
    given: A,
    work: (window: BrowserWindow, ...args: z.infer<A>) => unknown,
  ): void {
    ipcMain.handle(channel, (event, ...args) => {
      const open = window()
      if (!isOurs(event) || !open) throw new Error('Not for this page.')
      return work(open, ...given.parse(args))
    })
  }
  function hear<A extends z.ZodTuple>(
    channel: string,
    given: A,
    work: (window: BrowserWindow, ...args: z.infer<A>) => void,
  ): void {
    ipcMain.on(channel, (event, ...args) => {
      const open = window()
      const checked = given.safeParse(args)
      if (isOurs(event) && open && checked.success) work(open, ...checked.data)
    })
  }

  answer(channels.chooseFile, z.tuple([fileKind]), async (open, kind) => {
    const { filePaths } = await dialog.showOpenDialog(open, {
      properties: ['openFile'],
      filters: [filters[kind], everything],
    })
    return allowed(filePaths[0])
  })
  answer(channels.chooseTarget, z.tuple([fileKind, path]), async (open, kind, defaultPath) => {
    const { filePath } = await dialog.showSaveDialog(open, { defaultPath, filters: [filters[kind], everything] })
    // The page adds the ending where the person left it out.
    if (filePath && kind === 'pipeline') paths.allow(withPipelineEnding(filePath))
    return allowed(filePath)
  })
  answer(channels.allowPath, z.tuple([path]), (_, dropped) => {
    paths.allow(dropped)
  })
  paths.confirm = async path => {
    const open = window()
    if (!open) return false
    const { response } = await dialog.showMessageBox(open, {
      type: 'question',
      message: questionOf(path),
      detail: 'Pipelines come from other people too. Allow what you know.',
      buttons: ['Do not allow', 'Allow'],
      defaultId: 0,
      cancelId: 0,
    })
    return response === 1
  }
  answer(channels.saveLogs, z.tuple([]), async open => {
    const defaultPath = `lathe-logs-${new Date().toISOString().slice(0, 10)}.zip`
    const { filePath } = await dialog.showSaveDialog(open, { defaultPath, filters: [filters.logs] })
    if (!filePath) return null
    const about = { app: app.getVersion(), versions: process.versions, gpu: app.getGPUFeatureStatus() }
    await writeFileAtomically(filePath, await log.bundle(about))
    return filePath
  })
  hear(channels.setMenu, z.tuple([menu]), (open, groups) => {
    const template = menuTemplate(groups, process.platform, id => open.webContents.send(channels.action, id))
    SystemMenu.setApplicationMenu(SystemMenu.buildFromTemplate(template))
  })
  hear(channels.setDocument, z.tuple([shownDocument]), (open, { name, file, edited }) => {
    open.setTitle(`${name} – Lathe`)
    open.setDocumentEdited(edited)
    open.setRepresentedFilename(file ?? '')
  })
  hear(channels.listening, z.tuple([]), onListening)

  function allowed(chosen: string | undefined): string | null {
    if (!chosen) return null
    paths.allow(chosen)
    return chosen
  }
}
