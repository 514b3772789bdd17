import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, test as base } from '@playwright/test'
import { parcelFile, tarFiles, unpackOnce, writeFiles } from '../scripts/unpack.mjs'

const installed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  name => `/usr/bin/${name}`,
)

/** WebGPU by SwiftShader on every machine, and nothing that reaches for the network by itself. */
const flags = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-pings',
]

/**
 * A headless Chromium: the machine's own (CHROMIUM names another, or `bundled`), else, on Linux x64, the headless shell that comes with npm's
 * `@sparticuz/chromium`, with the libraries a bare machine lacks.
 */
export function launchChromium(): Promise<Browser> {
  const own = process.env.CHROMIUM ?? installed.find(path => existsSync(path))
  if (own && own !== 'bundled') return chromium.launch({ executablePath: own, args: flags })
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome', args: flags })
  const folder = headlessShell()
  const env = {
    ...(process.env as Record<string, string>),
    LD_LIBRARY_PATH: [join(folder, 'lib'), folder].join(':'),
    FONTCONFIG_PATH: folder,
  }
  return chromium.launch({ executablePath: join(folder, 'headless_shell'), args: flags, env })
}

/** The parcel's own looks in folders of the service it was made for; without a font Chromium dies at the first text field. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
</fontconfig>
`

/** Unpacks 240 MB, which takes about four seconds the first time. */
function headlessShell(): string {
  return unpackOnce('chromium', folder => {
    for (const name of ['al2023.tar', 'swiftshader.tar', 'fonts.tar']) writeFiles(folder, tarFiles(parcelFile(name)))
    const program = join(folder, 'headless_shell')
    writeFileSync(program, parcelFile('chromium'))
    chmodSync(program, 0o755)
    writeFileSync(join(folder, 'fonts.conf'), fontsConfiguration)
  })
}

/** Playwright's `test` with this Chromium as its browser. */
export const test = base.extend<object, { browser: Browser }>({
  browser: [
    // Playwright reads the fixtures a function asks for from its pattern: this one asks for none.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const browser = await launchChromium()
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
})

export { expect } from '@playwright/test'
