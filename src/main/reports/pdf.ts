import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Written } from '../../shared/contracts/host'
import { LatheError, throwIfCancelled } from '../../shared/errors'
import { writeFileAtomically } from '../files/write'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
  'chrome',
]

/** Where installers put a Chromium that is not on the PATH. */
const installed: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(app => `/Applications/${app}.app/Contents/MacOS/${app}`),
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap(root => {
    const folder = process.env[root]
    return folder === undefined
      ? []
      : [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')]
  }),
}

let printer: ((html: string) => Promise<Uint8Array>) | undefined

/** Lets the host print: the installed app does it in a window of its own. */
export function providePrinter(print: (html: string) => Promise<Uint8Array>): void {
  printer = print
}

/** Prints a report to an A4 PDF, with the host's printer or a Chromium of this machine. Without either the error says so. Errors: `cancelled`. */
export async function renderPdf(
  html: string,
  target: string,
  { browser, signal }: { browser?: string; signal?: AbortSignal } = {},
): Promise<Written> {
  if (printer) return writeFileAtomically(target, await printer(html), signal)
  const chromium = browser ?? (await findChromium())
  if (chromium === undefined) {
    throw new LatheError({
      code: 'input',
      message: 'A PDF needs a Chromium, and none was found on this machine.',
      where: target,
      remedy: 'Install Chromium, Chrome or Edge, or write the report as .html and print it from a browser.',
    })
  }
  const folder = await mkdtemp(join(tmpdir(), 'lathe-pdf-'))
  try {
    const [page, printed] = [join(folder, 'report.html'), join(folder, 'report.pdf')]
    await writeFile(page, html)
    const said = await print(chromium, page, printed, folder, signal)
    throwIfCancelled(signal)
    const bytes = await readFile(printed).catch(() => Buffer.alloc(0))
    if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-') throw unprinted(target, said)
    return await writeFileAtomically(target, bytes)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The first Chromium on the PATH, or where installers put one. */
export async function findChromium(path = process.env['PATH'] ?? ''): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? ['.exe'] : ['']
  const onPath = path
    .split(delimiter)
    .filter(Boolean)
    .flatMap(folder => names.flatMap(name => endings.map(ending => join(folder, name + ending))))
  for (const candidate of [...onPath, ...(installed[process.platform] ?? [])]) {
    const runs = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (runs) return candidate
  }
  return undefined
}

/** Runs the browser once, at most a minute; gives what it said. Its sandbox cannot start as root, where containers and CI run. */
function print(
  chromium: string,
  page: string,
  target: string,
  profile: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const flags = [
    '--headless',
    '--disable-gpu',
    '--disable-extensions',
    '--no-first-run',
    '--no-pdf-header-footer',
    `--user-data-dir=${profile}`,
  ]
  return new Promise(done => {
    const child = spawn(chromium, [...flags, ...root, `--print-to-pdf=${target}`, pathToFileURL(page).href], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 60_000,
      windowsHide: true,
      ...(signal && { signal, killSignal: 'SIGKILL' as const }),
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)))
    child.on('error', error => done(error.message))
    child.on('close', () => done(said))
  })
}

function unprinted(target: string, said: string): LatheError {
  return new LatheError(
    {
      code: 'internal',
      message: 'The browser did not print the report.',
      where: target,
      remedy: 'Write the report as .html and print it from a browser.',
    },
    { cause: said },
  )
}
