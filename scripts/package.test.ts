import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { root } from './unpack.mjs'

interface Configuration {
  appId: string
  asarUnpack: string[]
  files: { filter: string[] }[]
  electronFuses: Record<string, boolean>
  [key: string]: unknown
}

// The library of electron-builder itself: it reads and checks the file without Electron's binary.
const require = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const builder = require('app-builder-lib/out/util/config/config') as {
  getConfig(folder: string, file: string | null, options: object): Promise<Configuration>
  validateConfiguration(configuration: Configuration, log: object): Promise<void>
}
const schema = require('app-builder-lib/scheme.json') as { definitions: { FuseOptionsV1: { properties: object } } }

const read = () => builder.getConfig(root, 'electron-builder.yml', {})
const validate = (configuration: Configuration) => builder.validateConfiguration(configuration, { isEnabled: false })

describe('electron-builder.yml', () => {
  it('fits the schema of electron-builder', async () => {
    const configuration = await read()
    expect(configuration.appId).toBe('io.lathe.workbench')
    await expect(validate(configuration)).resolves.toBeUndefined()
  })

  it('would be refused with a key that electron-builder does not know', async () => {
    await expect(validate({ ...(await read()), electronFuse: {} })).rejects.toThrow('electronFuse')
  })

  it('decides every fuse', async () => {
    const { electronFuses } = await read()
    expect(Object.keys(electronFuses).sort()).toEqual(Object.keys(schema.definitions.FuseOptionsV1.properties).sort())
  })

  it('makes an AppImage that keeps the sandbox', async () => {
    const { toolsets } = await read()
    expect(['1.0.2', '1.0.3']).toContain((toolsets as { appimage?: string }).appimage)
  })

  it('associates an ending that Windows knows: one without a second dot', async () => {
    const { fileAssociations, linux } = (await read()) as unknown as Record<'fileAssociations', { ext: string }[]> & {
      linux: { fileAssociations: { ext: string }[] }
    }
    expect(fileAssociations.map(({ ext }) => ext)).toEqual(['lathe', 'lathe-model'])
    expect(linux.fileAssociations.map(({ ext }) => ext)).toEqual(['lathe.json'])
  })

  it('keeps native modules outside the archive and Dawn outside the package', async () => {
    const { asarUnpack, files } = await read()
    expect(asarUnpack).toContain('**/node_modules/@duckdb/**')
    expect(files.flatMap(set => set.filter)).toContain('!node_modules/webgpu/**')
  })
})
