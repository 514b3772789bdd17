import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { adapterEnvironment } from './scripts/adapter.mjs'

// Test workers are processes that inherit this environment; it has to stand before they start.
if (process.env.VITEST) Object.assign(process.env, adapterEnvironment('auto'))

export default defineConfig({
  plugins: [vue()],
  worker: { format: 'es' },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    include: ['src/**/*.test.ts'],
  },
})
