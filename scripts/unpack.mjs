import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const cache = join(root, 'node_modules', '.cache', 'lathe')

const require = createRequire(import.meta.url)
const parcel = dirname(dirname(dirname(require.resolve('@sparticuz/chromium'))))
const version = JSON.parse(readFileSync(join(parcel, 'package.json'), 'utf8')).version

/**
 * Unpacks something of `@sparticuz/chromium` (Chromium's headless shell, SwiftShader and libraries for Linux x64, as Brotli files) into a
 * folder of the cache, once per version. The folder appears by a rename, so two processes at a time see a whole one or none.
 *
 * @param {string} name folder in the cache
 * @param {(folder: string) => void} fill writes the files
 * @returns {string} the folder
 */
export function unpackOnce(name, fill) {
  const folder = join(cache, `${name}-${version}`)
  if (existsSync(folder)) return folder
  const draft = `${folder}.${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  fill(draft)
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

/**
 * @param {string} name file in the package's `bin` folder, without `.br`
 * @returns {Buffer}
 */
export function parcelFile(name) {
  return brotliDecompressSync(readFileSync(join(parcel, 'bin', `${name}.br`)))
}

/**
 * The plain files of a ustar archive, as views into it.
 *
 * @param {Buffer} archive
 * @returns {Map<string, Buffer>}
 */
export function tarFiles(archive) {
  const files = new Map()
  const text = (/** @type {number} */ from, /** @type {number} */ length) =>
    archive.toString('utf8', from, from + length).replace(/\0.*$/s, '')
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0;) {
    const size = parseInt(text(at + 124, 12), 8)
    const kind = text(at + 156, 1)
    if (kind === '' || kind === '0') files.set(text(at, 100), archive.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

/**
 * @param {string} folder
 * @param {Map<string, Buffer>} files
 */
export function writeFiles(folder, files) {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes, { mode: 0o755 })
  }
}
