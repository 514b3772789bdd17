import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Bench } from '../bench'
import { Peer } from './peer'

let programs: string | null | undefined

/** A program of this folder in a Node process of its own. Undefined when the packages it needs cannot be installed: its columns stay empty. */
export function nodePeer(bench: Bench, name: string, args: readonly string[] = []): Peer | undefined {
  if (programs === undefined) programs = build(bench)
  return programs === null ? undefined : new Peer(process.execPath, [join(programs, `${name}.mjs`), ...args])
}

/** Folder of the programs, installed and built once a run; null when that fails. */
function build({ root, say }: Bench): string | null {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'scripts/peers.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status === 0) return stdout.trim()
  say('The peers in JavaScript could not be installed: their columns stay empty.')
  return null
}
