import { defineConfig } from '@playwright/test'

// These need Electron's binary: `npm run e2e:electron`.
const electron = process.env.LATHE_E2E === 'electron'
const alone = 'journeys/large.spec.ts'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Two browsers beside each other; what measures the page's thread runs afterwards, by itself.
  workers: electron ? 1 : 2,
  projects: [
    { name: 'journeys', testIgnore: electron ? alone : [alone, 'electron/**'] },
    { name: 'alone', testMatch: alone, workers: 1, dependencies: ['journeys'] },
  ],
  timeout: 120_000,
  use: { actionTimeout: 15_000, screenshot: 'only-on-failure', viewport: { width: 1440, height: 900 } },
  forbidOnly: Boolean(process.env.CI),
})
