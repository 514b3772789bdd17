import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { adapterEnvironment } from '../../scripts/adapter.mjs'
import { ensureBuilt } from '../../scripts/build.mjs'
import type { Results } from '../../src/shared/results/results'

/** What `lathe run` gives for a pipeline file, on the software adapter. */
export async function runByCommandLine(pipeline: string, folder: string): Promise<Results> {
  const out = join(folder, 'results.json')
  const lathe = join(await ensureBuilt('node'), 'lathe.mjs')
  const args = [lathe, 'run', pipeline, '--results', out, '--quiet', '--adapter', 'software']
  execFileSync(process.execPath, args, { env: { ...process.env, ...adapterEnvironment('software') } })
  return JSON.parse(readFileSync(out, 'utf8')) as Results
}
