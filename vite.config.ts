import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { adapterEnvironment } from './scripts/adapter.mjs'

// Test processes inherit this environment, and the library path in it has to stand before they start.
if (process.env.VITEST) Object.assign(process.env, adapterEnvironment('auto'))

/** Groups run one after the other: what needs no GPU first. */
const project = (
  name: string,
  groupOrder: number,
  test: { include: string[]; exclude?: string[]; globalSetup?: string },
) => ({
  extends: true as const,
  test: { name, sequence: { groupOrder }, ...test },
})

export default defineConfig({
  plugins: [vue()],
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    // Where code that starts worker threads finds them: in a build they stand beside it, and this is undefined.
    env: { NODE_BUILD: pathToFileURL(join(import.meta.dirname, 'dist/node/')).href },
    projects: [
      project('unit', 0, {
        include: ['{src,scripts}/**/*.test.ts'],
        exclude: ['src/compute/**'],
        globalSetup: 'scripts/testSetup.mjs',
      }),
      project('compute', 1, { include: ['src/compute/**/*.test.ts'] }),
    ],
  },
})
