import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { adapterEnvironment } from './scripts/adapter.mjs'

// Test processes inherit this environment, and the library path in it has to stand before they start.
if (process.env.VITEST) Object.assign(process.env, adapterEnvironment('auto'))

/** Groups run one after the other: what needs no GPU first. */
const project = (name: string, order: number, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include, exclude, sequence: { groupOrder: order } },
})

export default defineConfig({
  plugins: [vue()],
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    globalSetup: 'scripts/testSetup.mjs',
    // Where code that starts worker threads finds them: in a build they stand beside it, and this is undefined.
    env: { NODE_BUILD: pathToFileURL(join(import.meta.dirname, 'dist/node/')).href },
    projects: [
      project('unit', 0, ['{src,scripts}/**/*.test.ts'], ['src/compute/**']),
      project('compute', 1, ['src/compute/**/*.test.ts']),
    ],
  },
})
