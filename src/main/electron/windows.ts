import { join } from 'node:path'
import { BrowserWindow, nativeTheme, type WebPreferences } from 'electron'
import { workbenchPage } from './addresses'
import { appear } from './appearance'

/** A page can do what a web page can, and nothing more. */
export const powerless: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  navigateOnDragDrop: false,
  spellcheck: false,
}

/** The workbench's window. It shows itself when its first picture is there; `late` is called where none comes. */
export function openWorkbench(folder: string, late: (window: BrowserWindow) => void): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Lathe',
    // `--bg-app` of the page: a window that grows shows this before the page has drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#131416' : '#f4f2ee',
    webPreferences: { ...powerless, preload: join(folder, 'preload.cjs') },
  })
  appear(window, () => late(window))
  void window.loadURL(workbenchPage)
  return window
}

/** A page that nobody sees. Work goes on at full speed although it is hidden. */
export function openHidden(preferences: WebPreferences = {}): BrowserWindow {
  return new BrowserWindow({
    show: false,
    webPreferences: { ...powerless, backgroundThrottling: false, ...preferences },
  })
}
