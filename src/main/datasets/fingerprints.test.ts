import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { importDefaults } from '../../shared/contracts/datasets'
import { Fingerprints } from './fingerprints'
import { fingerprintFile } from './import/fingerprint'

const scratch = mkdtempSync(join(tmpdir(), 'lathe-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

/** Reads, and can be told to do otherwise once. */
const read = vi.fn<typeof fingerprintFile>(fingerprintFile)
const fileOf = (name: string, content: string): string => {
  const path = join(scratch, name)
  writeFileSync(path, content)
  return path
}
/** As if files written now had been written a while ago. */
const later = (): void => {
  const now = Date.now() + 10_000
  vi.spyOn(Date, 'now').mockReturnValue(now)
}

describe('fingerprints', () => {
  it('are remembered by path and options while the file stays', async () => {
    later()
    const fingerprints = new Fingerprints(read)
    const path = fileOf('stays.csv', 'a,b\n1,2\n')
    expect(await fingerprints.recall(path, importDefaults)).toBeUndefined()
    const taken = await fingerprints.take(path, importDefaults)
    expect(taken).toBe(await fingerprintFile(path, importDefaults))
    expect(await fingerprints.recall(path, importDefaults)).toBe(taken)
    expect(await fingerprints.recall(path, { ...importDefaults, header: 'no' })).toBeUndefined()
    expect(await fingerprints.recall(join(scratch, 'other.csv'), importDefaults)).toBeUndefined()
  })

  it('notice a file that changed and kept its size, also where its time of modification was put back', async () => {
    later()
    const fingerprints = new Fingerprints(read)
    const path = fileOf('changes.csv', 'a,b\n1,2\n')
    const before = statSync(path)
    const first = await fingerprints.take(path, importDefaults)
    await new Promise(resolve => setTimeout(resolve, 20))
    writeFileSync(path, 'a,b\n1,3\n')
    expect(await fingerprints.recall(path, importDefaults)).toBeUndefined()
    utimesSync(path, before.atime, before.mtime)
    expect(statSync(path).size).toBe(before.size)
    expect(await fingerprints.recall(path, importDefaults)).toBeUndefined()
    const second = await fingerprints.take(path, importDefaults)
    expect(second).not.toBe(first)
    expect(await fingerprints.recall(path, importDefaults)).toBe(second)
  })

  it('are not remembered of a file that was written a moment ago, or while it was read', async () => {
    const fingerprints = new Fingerprints(read)
    const path = fileOf('fresh.csv', 'a,b\n1,2\n')
    await fingerprints.take(path, importDefaults)
    expect(await fingerprints.recall(path, importDefaults)).toBeUndefined()
    later()
    read.mockImplementationOnce(async (...args) => {
      const fingerprint = await fingerprintFile(...args)
      writeFileSync(path, 'a,b\n1,22\n')
      return fingerprint
    })
    await fingerprints.take(path, importDefaults)
    expect(await fingerprints.recall(path, importDefaults)).toBeUndefined()
  })

  it('tell why a file cannot be read', async () => {
    const missing = join(scratch, 'missing.csv')
    await expect(new Fingerprints().take(missing, importDefaults)).rejects.toMatchObject({
      message: 'There is no such file.',
    })
  })
})
