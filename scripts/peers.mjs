// Installs what `bench/peers` puts beside Lathe, builds its programs, and prints the folder they are in.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ensure } from './build.mjs'
import { buildForNode } from './bundles.mjs'
import { root } from './unpack.mjs'

const folder = join(root, 'bench/peers')
const timeOf = (/** @type {string} */ file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0

if (timeOf('node_modules/.package-lock.json') < timeOf('package-lock.json')) {
  console.error('Installing TensorFlow.js, jax-js and ml.js into bench/peers/node_modules.')
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(1)
}
const programs = Object.fromEntries(['jax', 'mljs', 'tensorflow'].map(name => [name, `bench/peers/${name}.ts`]))
const built = await ensure('peers', {
  inputs: ['bench/peers', 'src/compute/host', 'src/shared/errors.ts', 'scripts/bundles.mjs', 'package-lock.json'],
  build: out => buildForNode(out, programs),
})
console.log(built)
