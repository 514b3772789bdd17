// The workbench: in Electron's window where its binary is there, else served for a browser.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { root } from './unpack.mjs'

const binary = electronBinary()
const [program, args] = binary
  ? [binary, [root]]
  : [process.execPath, [join(root, 'scripts/lathe.mjs'), 'serve', '--open']]
if (binary) for (const name of /** @type {const} */ (['renderer', 'electron'])) await ensureBuilt(name)

const child = spawn(program, [...args, ...process.argv.slice(2)], { stdio: 'inherit' })
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', code => {
  process.exitCode = code ?? 1
})

/** Electron's program. Importing the package would start a download where it is missing, so the file that names it is read. */
function electronBinary() {
  const folder = join(root, 'node_modules/electron')
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) return undefined
  const path = join(folder, 'dist', readFileSync(note, 'utf8'))
  return existsSync(path) ? path : undefined
}
