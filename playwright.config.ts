import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // These need Electron's binary: `npm run e2e:electron`.
  testIgnore: process.env.LATHE_E2E === 'electron' ? [] : ['electron/**'],
  outputDir: 'test-results',
  workers: 1,
  timeout: 120_000,
  use: { actionTimeout: 15_000, screenshot: 'only-on-failure', viewport: { width: 1440, height: 900 } },
  forbidOnly: Boolean(process.env.CI),
})
