import { spawn } from 'node:child_process'
import { constants } from 'node:os'
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
  const child = spawn(process.execPath, [join(folder, `${name}.mjs`), ...args], { stdio: 'inherit', env, cwd })

  // The program decides what a signal means, this process waits for it. Ctrl C on a terminal reaches both without help.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
  })
}
