import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TuningStore } from '../shared/contracts/host'
import { writeFileAtomically } from './files/write'

/** What the tuner found, in `tuning.json` of the data folder. A file that cannot be read is as good as none: it is measured again. */
export function tuningFile(folder: string): TuningStore {
  const path = join(folder, 'tuning.json')
  return {
    read: () => readFile(path, 'utf8').catch(() => ''),
    async write(text) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFileAtomically(path, text)
    },
  }
}
