import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './unpack.mjs'

interface Locked {
  packages: Record<string, { engines?: { node?: string }; optional?: boolean; dev?: boolean }>
}

// The library by which npm itself reads ranges; it is here by electron-builder.
const semver = createRequire(createRequire(import.meta.url).resolve('electron-builder'))('semver') as {
  satisfies(version: string, range: string): boolean
  minVersion(range: string): { version: string }
}
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const own = JSON.parse(read('package.json')) as { engines: { node: string } }
const { packages } = JSON.parse(read('package-lock.json')) as Locked
const promised = semver.minVersion(own.engines.node).version

const tooNew = Object.entries(packages).filter(
  ([, { engines, optional }]) => !optional && engines?.node && !semver.satisfies(promised, engines.node),
)

// npm's warnings of engines are off (`.npmrc`), so they are looked at here.
it('nothing but Electron and its packaging asks for a newer Node than the README promises', () => {
  expect(read('README.md')).toContain(`Node ${promised.replace(/\.0$/, '')} or newer`)
  expect(tooNew.map(([path]) => path).sort()).toEqual([
    'node_modules/@electron-internal/extract-zip',
    'node_modules/@electron/get',
    'node_modules/@electron/rebuild',
    'node_modules/electron',
    'node_modules/node-abi',
  ])
})

it('those ask for the Node that the README names for them, and none of them is shipped', () => {
  for (const [path, { engines, dev }] of tooNew) {
    expect(dev, path).toBe(true)
    expect(semver.satisfies('22.12.0', engines!.node!), path).toBe(true)
  }
  expect(read('README.md')).toContain('Node 22.12')
})
