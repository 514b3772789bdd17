import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFileAtomically } from './write'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lathe-test-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('writeFileAtomically', () => {
  it('writes text, bytes and parts, and says how much', async () => {
    const path = join(folder, 'a.txt')
    expect(await writeFileAtomically(path, 'é')).toEqual({ path, bytes: 2 })
    await writeFileAtomically(path, Uint8Array.of(65, 66))
    expect(readFileSync(path, 'utf8')).toBe('AB')
    expect(await writeFileAtomically(path, ['one ', 'two'])).toEqual({ path, bytes: 7 })
    expect(readFileSync(path, 'utf8')).toBe('one two')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it('writes more than one write of the system takes', async () => {
    const path = join(folder, 'long')
    const part = Buffer.alloc(5 * 2 ** 20, 7)
    await writeFileAtomically(path, [part, part])
    expect(readFileSync(path).equals(Buffer.concat([part, part]))).toBe(true)
  })

  it('leaves the old file and nothing else when it is stopped', async () => {
    const path = join(folder, 'a.txt')
    writeFileSync(path, 'old')
    const stop = new AbortController()
    let parts = 0
    function* long(): Generator<string> {
      for (; parts < 100; parts++) {
        if (parts === 3) stop.abort()
        yield 'new'
      }
    }
    await expect(writeFileAtomically(path, long(), stop.signal)).rejects.toMatchObject({ code: 'cancelled' })
    expect(parts).toBe(3)
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it('leaves the old file and nothing else when the content fails half-way', async () => {
    const path = join(folder, 'a.txt')
    writeFileSync(path, 'old')
    function* broken(): Generator<string> {
      yield 'new'
      throw new Error('no more')
    }
    await expect(writeFileAtomically(path, broken())).rejects.toThrow('no more')
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it('says why a file cannot be written', async () => {
    const missing = join(folder, 'no', 'a.txt')
    await expect(writeFileAtomically(missing, 'x')).rejects.toMatchObject({
      code: 'input',
      where: missing,
      message: 'The file cannot be written: its folder does not exist.',
    })
    mkdirSync(join(folder, 'taken'))
    await expect(writeFileAtomically(join(folder, 'taken'), 'x')).rejects.toMatchObject({
      message: expect.stringContaining('cannot be written') as string,
    })
    expect(readdirSync(folder)).toEqual(['taken'])
  })
})
