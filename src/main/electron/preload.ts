import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Desktop } from '../../shared/contracts/desktop'
import { channels } from './channels'

// Runs in a world of its own beside the page, in the sandbox. The page gets these functions and nothing of Electron.
const desktop: Desktop = {
  platform: process.platform as Desktop['platform'],
  chooseFile: kind => ipcRenderer.invoke(channels.chooseFile, kind) as Promise<string | null>,
  chooseTarget: (kind, suggested) =>
    ipcRenderer.invoke(channels.chooseTarget, kind, suggested) as Promise<string | null>,
  async pathOf(file) {
    const path = webUtils.getPathForFile(file)
    if (path === '') return null
    await ipcRenderer.invoke(channels.allowPath, path)
    return path
  },
  setMenu: menu => ipcRenderer.send(channels.setMenu, menu),
  onAction: listener => void ipcRenderer.on(channels.action, (_, id: string) => listener(id)),
  onOpenFile(listener) {
    ipcRenderer.on(channels.openFile, (_, path: string) => listener(path))
    ipcRenderer.send(channels.listening)
  },
  setDocument: shown => ipcRenderer.send(channels.setDocument, shown),
  saveLogs: () => ipcRenderer.invoke(channels.saveLogs) as Promise<string | null>,
}

contextBridge.exposeInMainWorld('lathe', desktop)
