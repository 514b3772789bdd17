import { spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { adapterChoice, adapterEnvironment } from './adapter.mjs'
import { ensureBuilt } from './build.mjs'

/**
 * Builds what is stale, then runs `dist/node/<name>.mjs` with this process's arguments in the environment of a WebGPU adapter. Input, output,
 * signals and exit status are the program's own.
 *
 * @param {string} name
 */
export async function launch(name) {
  const args = process.argv.slice(2)
  const folder = await ensureBuilt('node')
  const env = { ...process.env, ...adapterEnvironment(adapterChoice(args)) }
  // npm starts scripts in the project's folder; paths in the arguments are meant from where the person stands.
  const cwd = env.npm_lifecycle_event === name ? env.INIT_CWD : undefined
  const held = name === 'lathe' ? holdBack() : undefined
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = held === undefined ? 'inherit' : ['inherit', 'inherit', held, 2]
  if (held !== undefined) env.LATHE_TERMINAL = '3'
  const child = spawn(process.execPath, [join(folder, `${name}.mjs`), ...args], { stdio, env, cwd })

  // The program decides what a signal means, this process waits for it. Ctrl C on a terminal reaches both without help.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  child.on('exit', (code, signal) => {
    if (held !== undefined) tell(held)
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
  })
}

/**
 * A nameless file in place of the terminal for what native libraries print by themselves (`src/main/cli/driverWords.ts`): on Linux Dawn prints a
 * line or three for each Vulkan driver, at every command. Where no file can be made, they print.
 */
function holdBack() {
  if (process.platform !== 'linux') return undefined
  const path = join(tmpdir(), `lathe-said-${process.pid}-${Date.now()}`)
  try {
    const file = openSync(path, 'ax+', 0o600)
    rmSync(path)
    return file
  } catch {
    return undefined
  }
}

/** What a program left that could not say itself how it ended. @param {number} file */
function tell(file) {
  const said = Buffer.alloc(Math.min(fstatSync(file).size, 2 ** 20))
  readSync(file, said, 0, said.length, 0)
  closeSync(file)
  if (said.length > 0) process.stderr.write(said)
}
