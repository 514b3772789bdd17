// The full counts of what `npm test` tries at a few places: every allocation, every kernel, twenty losses of the device a node,
// 50 random inputs a kernel, every payload. With names, those files only.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './unpack.mjs'

const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const args = process.argv.slice(2)
const { status } = spawnSync(process.execPath, [vitest, 'run', ...args, '--testTimeout=1200000'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, LATHE_SOAK: '1' },
})
process.exitCode = status ?? 1
