import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ensureBuilt } from '../scripts/build.mjs'

export interface Served {
  /** Opens the door once. */
  address: string
  origin: string
  process: ChildProcess
  /** Ends as a person would end it. */
  close(): Promise<void>
  /** Ends as a power cut would. */
  kill(): Promise<void>
}

/** `lathe serve` in a process of its own, with its data in a folder, started for another one. */
export async function startServe(data: string, cwd = data): Promise<Served> {
  const [node] = [await ensureBuilt('node'), await ensureBuilt('renderer')]
  const env = { ...process.env, LATHE_DATA: data }
  const child = spawn(process.execPath, [join(node, 'lathe.mjs'), 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
    cwd,
  })
  const said: string[] = []
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()))
  const [address] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`serve ended with ${String(code)}: ${said.join('')}`)),
    ),
  ])) as [string]
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return {
    address,
    origin: new URL(address).origin,
    process: child,
    close: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}
