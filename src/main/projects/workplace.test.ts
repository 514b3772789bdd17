import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openWorkplace } from './workplace'

const scratch = mkdtempSync(join(tmpdir(), 'lathe-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))

it.each([
  ['data', 'a file has that name'],
  ['data/inside', 'a file is where its folder should be'],
])('says why a folder of data cannot be used: %s', async (name, reason) => {
  writeFileSync(join(scratch, 'data'), '')
  const folder = join(scratch, name)
  await expect(openWorkplace(folder, scratch)).rejects.toMatchObject({
    code: 'input',
    where: folder,
    message: `The folder of Lathe's data cannot be used: ${reason}.`,
  })
})
