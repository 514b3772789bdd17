import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { _electron, type ElectronApplication, expect, type FileChooser, type Page } from '@playwright/test'
import { ensureBuilt } from '../scripts/build.mjs'
import { root } from '../scripts/unpack.mjs'
import { test as chromium } from './chromium'
import { startServe } from './serve'

/** The running workbench of one test, on data of its own. */
export interface Workbench {
  /** An empty folder for the test's files. */
  folder: string
  /** Kills the program (and in Electron its window) without warning and starts it again on the same data. Gives the page to go on with. */
  crash(): Promise<Page>
}

interface Fixtures {
  /** Folders of the test: data of the workbench, and files. */
  folders: { data: string; files: string }
  workbench: Workbench
}

interface Running {
  page: Page
  close(): Promise<void>
  kill(): Promise<void>
}

const base = chromium.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a function asks for from its pattern
  folders: async ({}, use) => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lathe-e2e-')))
    const folders = { data: join(folder, 'data'), files: join(folder, 'files') }
    for (const path of Object.values(folders)) mkdirSync(path)
    await use(folders)
    rmSync(folder, { recursive: true, maxRetries: 5 })
  },
})

/** A file that a test gives or gets. */
export interface SavedFile {
  name: string
  bytes: Buffer
}

/** The program behind a page in Electron: its dialogs are the system's, which no test can reach. */
const apps = new WeakMap<Page, ElectronApplication>()

/** What an action saves, wherever the page puts it: a browser's download, in Electron the path that its dialog gives. */
export async function saved(page: Page, action: () => Promise<void>): Promise<SavedFile> {
  const app = apps.get(page)
  if (app) return savedInElectron(app, action)
  const waits = page.waitForEvent('download')
  await action()
  const download = await waits
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

/** The names of all that is saved from now on. */
export async function savedNames(page: Page): Promise<() => string[]> {
  const app = apps.get(page)
  if (!app) {
    const names: string[] = []
    page.on('download', download => names.push(download.suggestedFilename()))
    return () => names
  }
  const folder = chromium.info().outputPath('all-saved')
  mkdirSync(folder, { recursive: true })
  await app.evaluate(({ dialog }, inside) => {
    dialog.showSaveDialog = (...given: unknown[]) => {
      const { defaultPath = 'unnamed' } = given.at(-1) as { defaultPath?: string }
      return Promise.resolve({ canceled: false, filePath: `${inside}/${defaultPath.split(/[/\\]/).at(-1)!}` })
    }
  }, folder)
  return () => readdirSync(folder)
}

/** Says under which name the document is saved: in the page's own box or, in Electron, to the system's dialog. */
export async function savedAs(page: Page, path: string): Promise<void> {
  const app = apps.get(page)
  await app?.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await page.keyboard.press('Control+Shift+s')
  if (app) return
  await page.getByRole('dialog', { name: 'Save as' }).getByRole('textbox').fill(path)
  await page.keyboard.press('Enter')
}

async function savedInElectron(app: ElectronApplication, action: () => Promise<void>): Promise<SavedFile> {
  const folder = chromium.info().outputPath('saved')
  mkdirSync(folder, { recursive: true })
  await app.evaluate(({ dialog, session }, inside) => {
    const saving = new Promise<string>(resolve => {
      dialog.showSaveDialog = (...given: unknown[]) => {
        const { defaultPath = 'unnamed' } = given.at(-1) as { defaultPath?: string }
        const filePath = `${inside}/${defaultPath.split(/[/\\]/).at(-1)!}`
        resolve(filePath)
        return Promise.resolve({ canceled: false, filePath })
      }
      session.defaultSession.once('will-download', (_, item) => {
        const path = `${inside}/${item.getFilename()}`
        item.setSavePath(path)
        item.once('done', () => resolve(path))
      })
    })
    Object.assign(globalThis, { saving })
  }, folder)
  await action()
  const path = await app.evaluate(() => (globalThis as unknown as { saving: Promise<string> }).saving)
  // The dialog gives the name before the page begins to write; files come into place whole.
  await expect.poll(() => existsSync(path), { timeout: 60_000 }).toBe(true)
  return { name: basename(path), bytes: readFileSync(path) }
}

/** Answers what an action asks: a file chooser of the page or, in Electron, the system's dialog. */
export async function chosen(page: Page, path: string, action: () => Promise<void>): Promise<void> {
  const app = apps.get(page)
  if (!app) {
    const waits = page.waitForEvent('filechooser')
    await action()
    return (await waits).setFiles(path)
  }
  await app.evaluate(({ dialog }, file) => {
    const answers = { opened: false }
    dialog.showOpenDialog = () => {
      answers.opened = true
      return Promise.resolve({ canceled: false, filePaths: [file] })
    }
    Object.assign(globalThis, { answers })
  }, path)
  let given: Promise<void> | undefined
  const answer = (chooser: FileChooser): void => void (given = chooser.setFiles(path))
  page.on('filechooser', answer)
  await action()
  const opened = (): Promise<boolean> =>
    app.evaluate(() => (globalThis as unknown as { answers: { opened: boolean } }).answers.opened)
  await expect.poll(async () => given !== undefined || (await opened())).toBe(true)
  page.off('filechooser', answer)
  await given
}

/** Takes the GPU away, as a fault of its driver does. */
export async function loseGpu(page: Page): Promise<void> {
  const app = apps.get(page)
  if (app)
    return app.evaluate(({ app: program }) => {
      const gpu = program.getAppMetrics().find(({ type }) => type === 'GPU')
      process.kill(gpu!.pid, 'SIGKILL')
    })
  const session = await page.context().browser()!.newBrowserCDPSession()
  await session.send('Browser.crashGpuProcess' as never)
}

/** A workbench that can be started again on its data. */
async function keep(start: () => Promise<Running>, files: string, use: (w: Workbench & Running) => Promise<void>) {
  let running = await start()
  const workbench = {
    folder: files,
    get page() {
      return running.page
    },
    async crash() {
      await running.kill()
      running = await start()
      return running.page
    },
    close: () => running.close(),
    kill: () => running.kill(),
  }
  try {
    await use(workbench)
  } finally {
    await running.close()
  }
}

const served = base.extend<Fixtures>({
  workbench: async ({ context, folders }, use) => {
    const start = async (): Promise<Running> => {
      const server = await startServe(folders.data, folders.files)
      const page = await context.newPage()
      await page.goto(server.address)
      return { page, close: () => server.close(), kill: () => page.close().then(() => server.kill()) }
    }
    await keep(start, folders.files, use)
  },
  page: ({ workbench }, use) => use((workbench as Workbench & Running).page),
})

const inElectron = base.extend<Fixtures>({
  workbench: async ({ folders }, use) => {
    const start = async (): Promise<Running> => {
      for (const name of ['renderer', 'electron'] as const) await ensureBuilt(name)
      const app = await _electron.launch({
        executablePath: electronBinary(),
        args: [root, '--use-webgpu-adapter=swiftshader', '--no-sandbox'],
        // A profile of its own too: one program runs per profile, and another may be at work on this machine.
        env: {
          ...(process.env as Record<string, string>),
          LATHE_DATA: folders.data,
          XDG_CONFIG_HOME: join(folders.data, '../profile'),
        },
      })
      const page = await app.firstWindow()
      apps.set(page, app)
      return { page, close: () => app.close(), kill: () => killed(app) }
    }
    await keep(start, folders.files, use)
  },
  page: ({ workbench }, use) => use((workbench as Workbench & Running).page),
})

async function killed(app: ElectronApplication): Promise<void> {
  const gone = app.waitForEvent('close')
  app.process().kill('SIGKILL')
  await gone
}

function electronBinary(): string {
  const folder = join(root, 'node_modules/electron')
  return join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
}

/**
 * Playwright's `test` whose `page` is the workbench: served by `lathe serve` to Chromium, or in Electron's window with LATHE_E2E=electron.
 * Every test has data of its own.
 */
export const test = process.env.LATHE_E2E === 'electron' ? inElectron : served
export { expect } from '@playwright/test'
