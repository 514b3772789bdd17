import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { ensure, ensureBuilt } from '../scripts/build.mjs'
import { root } from '../scripts/unpack.mjs'
import type { Host } from './host'

const bundle = {
  inputs: ['src/shared', 'src/compute', 'src/main', 'e2e/service', 'e2e/service.ts', 'package-lock.json'],
  async build(folder: string) {
    const { build } = await import('vite')
    await build({
      configFile: false,
      root,
      logLevel: 'silent',
      ssr: { noExternal: true, external: ['@duckdb/node-api', 'webgpu', 'playwright-core'] },
      build: {
        ssr: true,
        target: 'node20.19',
        outDir: folder,
        copyPublicDir: false,
        rolldownOptions: {
          input: { service: join(root, 'e2e/service/main.ts') },
          output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
        },
      },
    })
  },
}

/** Starts the service, with the page of the specs, in a process of its own. */
export async function startService(): Promise<Host> {
  const [page, folder, node] = [await ensureBuilt('page'), await ensure('service', bundle), await ensureBuilt('node')]
  const env = { ...process.env, NODE_BUILD: pathToFileURL(join(node, '/')).href }
  const args = [join(folder, 'service.mjs'), page, join(root, 'resources')]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
  const [port] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the service ended with ${String(code)}`))),
  ])) as [string]
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      child.kill()
      await once(child, 'exit')
    },
  }
}
