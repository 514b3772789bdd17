// The command line in a checkout: builds what is stale, then runs dist/node/lathe.mjs in the environment of a WebGPU adapter.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { adapterChoice, adapterEnvironment } from './adapter.mjs'
import { ensureBuilt } from './build.mjs'

const args = process.argv.slice(2)
const folder = await ensureBuilt('node')
const env = { ...process.env, ...adapterEnvironment(adapterChoice(args)) }
const child = spawn(process.execPath, [join(folder, 'lathe.mjs'), ...args], { stdio: 'inherit', env })

// The command line decides what a signal means, this process waits for it. Ctrl C on a terminal reaches both without help.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
process.on('SIGTERM', () => child.kill('SIGTERM'))
process.on('SIGHUP', () => child.kill('SIGHUP'))
child.on('error', error => {
  process.stderr.write(`lathe: ${error.message}\n`)
  process.exitCode = 1
})
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
})
