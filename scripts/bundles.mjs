import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './unpack.mjs'

/** @typedef {{ inputs: string[], build: (folder: string) => Promise<void> }} Bundle */

/**
 * What is built, by the name of its folder in `dist`: the paths it is made of, and how.
 *
 * @type {Record<'node' | 'page' | 'renderer', Bundle>}
 */
export const bundles = {
  node: {
    inputs: ['src/shared', 'src/compute', 'src/main', 'bench', 'scripts/bundles.mjs', 'package-lock.json'],
    build: buildNode,
  },
  page: {
    inputs: ['src/shared', 'src/compute', 'e2e/page', 'scripts/bundles.mjs', 'package-lock.json'],
    build: folder => buildPage(folder, 'e2e/page'),
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
    build: folder => buildPage(folder, 'src/renderer'),
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
async function buildNode(folder) {
  const workers = join(root, 'src/main/workers')
  const names = readdirSync(workers).filter(name => name.endsWith('.worker.ts'))
  const entries = [
    ['lathe', join(root, 'src/main/cli/main.ts')],
    ['bench', join(root, 'bench/main.ts')],
    ...names.map(name => [name.slice(0, -3), join(workers, name)]),
  ]
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
      rolldownOptions: {
        input: Object.fromEntries(entries.filter(([, path]) => existsSync(path))),
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
}

/**
 * A page with the compute engine in a module worker: the workbench, or the one of the Chromium specs.
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
      // No data: addresses for fonts: the page's policy allows them from itself only.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
    },
  })
}
