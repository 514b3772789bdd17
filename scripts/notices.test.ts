import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { notices } from './notices.mjs'
import { root } from './unpack.mjs'

it('has the terms of all that is shipped, and of nothing else', () => {
  const text = notices()
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const [name, version] of Object.entries({ ...dependencies, electron: '' }))
    expect(text).toContain(`\n${name} ${version}`)
  for (const name of ['Inter (OFL-1.1)', 'JetBrains Mono (OFL-1.1)', 'Apache License', 'SIL OPEN FONT LICENSE'])
    expect(text).toContain(name)
  for (const name of ['vitest', 'webgpu', 'oxlint']) expect(text).not.toContain(`\n${name} `)
})
