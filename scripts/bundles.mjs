import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { notices } from './notices.mjs'
import { root } from './unpack.mjs'

/** @typedef {{ inputs: string[], build: (folder: string) => Promise<void> }} Bundle */

/**
 * What is built, by the name of its folder in `dist`: the paths it is made of, and how.
 *
 * @type {Record<'node' | 'page' | 'gallery' | 'renderer' | 'electron', Bundle>}
 */
export const bundles = {
  node: {
    inputs: ['src/shared', 'src/compute', 'src/main', ...benchmarks(), 'scripts/bundles.mjs', 'package-lock.json'],
    build: buildNode,
  },
  page: {
    inputs: ['src/shared', 'src/compute', 'e2e/page', 'scripts/bundles.mjs', 'package-lock.json'],
    build: folder => buildPage(folder, 'e2e/page'),
  },
  gallery: {
    inputs: [
      'src/shared',
      'src/compute',
      'src/renderer',
      'resources/icons',
      'e2e/gallery',
      'scripts/bundles.mjs',
      'package-lock.json',
    ],
    build: folder => buildPage(folder, 'e2e/gallery'),
  },
  renderer: {
    inputs: [
      'src/shared',
      'src/compute',
      'src/renderer',
      'resources/icons',
      'scripts/bundles.mjs',
      'package-lock.json',
    ],
    async build(folder) {
      await buildPage(folder, 'src/renderer')
      writeFileSync(join(folder, 'notices.txt'), notices())
    },
  },
  electron: {
    inputs: ['src/shared', 'src/compute', 'src/main', 'scripts/bundles.mjs', 'package-lock.json'],
    build: buildElectron,
  },
}

/** These carry native code or a program of their own and are loaded from node_modules. */
const external = ['@duckdb/node-api', 'webgpu', 'electron', 'playwright-core']

/**
 * The command line, the benchmarks and the worker threads for Node: `lathe.mjs`, `bench.mjs` and one `<name>.worker.mjs` each, side by
 * side with their chunks.
 *
 * @param {string} folder
 */
function buildNode(folder) {
  return buildForNode(folder, { lathe: 'src/main/cli/main.ts', bench: 'bench/main.ts', ...workers() })
}

/**
 * Electron's main process with the worker threads beside it, and the preload: in the sandbox a preload is one CommonJS file.
 *
 * @param {string} folder
 */
async function buildElectron(folder) {
  await buildForNode(folder, { main: 'src/main/electron/main.ts', ...workers() })
  await buildForNode(folder, { preload: 'src/main/electron/preload.ts' }, 'cjs')
}

/** The sources of the benchmarks: what they write is none. @returns {string[]} */
function benchmarks() {
  return readdirSync(join(root, 'bench')).flatMap(name => (name === 'results' ? [] : `bench/${name}`))
}

/** The worker threads, by the names of their programs. @returns {Record<string, string>} */
function workers() {
  const names = readdirSync(join(root, 'src/main/workers')).filter(name => name.endsWith('.worker.ts'))
  return Object.fromEntries(names.map(name => [name.slice(0, -3), `src/main/workers/${name}`]))
}

/**
 * @param {string} folder
 * @param {Record<string, string>} programs name → source
 * @param {'es' | 'cjs'} [format]
 */
export async function buildForNode(folder, programs, format = 'es') {
  const ending = format === 'es' ? 'mjs' : 'cjs'
  const { build } = await import('vite')
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    ssr: { noExternal: true, external },
    build: {
      ssr: true,
      target: 'node20.19',
      outDir: folder,
      copyPublicDir: false,
      emptyOutDir: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, join(root, path)])),
        output: { format, entryFileNames: `[name].${ending}`, chunkFileNames: `[name]-[hash].${ending}` },
      },
    },
  })
}

/**
 * A page with the compute engine in a module worker: the workbench, the one of the Chromium specs, or the gallery of result blocks.
 *
 * @param {string} folder
 * @param {string} from
 */
async function buildPage(folder, from) {
  const { build } = await import('vite')
  const { default: vue } = await import('@vitejs/plugin-vue')
  await build({
    configFile: false,
    root: join(root, from),
    logLevel: 'silent',
    plugins: [vue()],
    worker: { format: 'es' },
    build: {
      target: 'chrome140',
      outDir: folder,
      copyPublicDir: false,
      minify: from === 'src/renderer',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: readdirSync(join(root, from)).flatMap(name => (name.endsWith('.html') ? join(root, from, name) : [])),
      },
      // No data: addresses for fonts: the page's policy allows them from itself only.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
    },
  })
}
