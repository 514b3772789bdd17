import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
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
      const server = await startServe(folders.data)
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
        env: { ...(process.env as Record<string, string>), LATHE_DATA: folders.data },
      })
      return { page: await app.firstWindow(), close: () => app.close(), kill: () => killed(app) }
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
