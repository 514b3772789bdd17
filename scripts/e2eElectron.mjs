// The journeys in Electron's own window, where its binary is there.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './unpack.mjs'

if (!existsSync(join(root, 'node_modules/electron/path.txt'))) {
  console.error("Electron's binary is not here: npx install-electron brings it.")
  process.exit(1)
}
const args = [
  join(root, 'node_modules/@playwright/test/cli.js'),
  'test',
  'e2e/journeys',
  'e2e/electron',
  'serverProjects',
]
const { status } = spawnSync(process.execPath, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, LATHE_E2E: 'electron' },
})
process.exitCode = status ?? 1
