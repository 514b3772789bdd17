import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundles } from './bundles.mjs'
import { cache, root } from './unpack.mjs'

/**
 * Builds `dist/<name>` if anything it is made of has changed since; several processes may ask at once. Takes about 20 ms when nothing has.
 *
 * @param {string} name
 * @param {import('./bundles.mjs').Bundle} bundle
 * @returns {Promise<string>} the folder
 */
export async function ensure(name, { inputs, build }) {
  const out = join(root, 'dist', name)
  const stamp = join(out, '.stamp')
  const fresh = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(inputs)
  if (fresh()) return out
  await locked(name, async () => {
    if (fresh()) return
    const print = fingerprint(inputs)
    const draft = join(root, 'dist', `.${name}-${process.pid}`)
    try {
      await build(draft)
      writeFileSync(join(draft, '.stamp'), print)
      publish(draft, out)
    } finally {
      rmSync(draft, { recursive: true, force: true })
    }
  })
  return out
}

/** One of ours. @param {keyof typeof bundles} name */
export const ensureBuilt = name => ensure(name, bundles[name])

/** Paths, sizes and times of what a bundle is made of. @param {string[]} inputs */
function fingerprint(inputs) {
  const hash = createHash('sha1').update(process.version)
  const visit = (/** @type {string} */ path) => {
    const stat = statSync(resolve(root, path), { throwIfNoEntry: false })
    if (stat?.isDirectory()) {
      for (const name of readdirSync(resolve(root, path)).sort()) if (name !== 'node_modules') visit(`${path}/${name}`)
    } else if (stat && !path.endsWith('.test.ts')) {
      hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
    }
  }
  inputs.forEach(visit)
  return hash.digest('hex')
}

/**
 * Puts the files of a build in place one by one, each by a rename, the stamp last: a program that is running keeps the chunks it may still
 * load, whose names carry a hash. Those that the new build no longer has go after an hour.
 *
 * @param {string} draft
 * @param {string} out
 */
function publish(draft, out) {
  mkdirSync(out, { recursive: true })
  const files = listFiles(draft)
  const isEntry = (/** @type {string} */ file) => !/-[\w-]{8}\.\w+$/.test(file)
  const rank = (/** @type {string} */ file) => (file === '.stamp' ? 2 : isEntry(file) ? 1 : 0)
  for (const file of files.sort((a, b) => rank(a) - rank(b))) {
    mkdirSync(join(out, file, '..'), { recursive: true })
    renameSync(join(draft, file), join(out, file))
  }
  const kept = new Set(files)
  const hourAgo = Date.now() - 3_600_000
  for (const file of listFiles(out)) {
    if (!kept.has(file) && statSync(join(out, file)).mtimeMs < hourAgo) rmSync(join(out, file))
  }
}

/** @param {string} folder */
function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

/**
 * One process at a time; a lock whose owner is gone is taken over.
 *
 * @param {string} name
 * @param {() => Promise<void>} work
 */
async function locked(name, work) {
  const lock = join(cache, `${name}.lock`)
  mkdirSync(cache, { recursive: true })
  while (!acquire(lock)) await new Promise(resolve => setTimeout(resolve, 50))
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** @param {string} lock */
function acquire(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    // Two that take over at once build twice and publish the same files.
    if (isAbandoned(lock)) rmSync(lock, { force: true })
    return false
  }
}

/** @param {string} lock */
function isAbandoned(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'))
    // Between the creation of the file and its first byte the owner is not known yet.
    if (owner === 0) return Date.now() - statSync(lock).mtimeMs > 5_000
    process.kill(owner, 0)
    return false
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH'
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, bundle] of Object.entries(bundles)) await ensure(name, bundle)
}
