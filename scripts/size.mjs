// Lines per file: the largest, the median, what of the compute core no node reaches, and an error for every file over the limit.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { root } from './unpack.mjs'

/** The compute core keeps to less: people read it from top to bottom. @param {string} path */
const limitOf = path => (path.startsWith(join('src', 'compute')) ? 400 : 500)
const counted = ['.ts', '.vue', '.wgsl', '.mjs', '.css']

const files = ['src', 'e2e', 'bench', 'scripts']
  .flatMap(folder => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter(
    entry => entry.isFile() && counted.includes(extname(entry.name)) && !entry.parentPath.includes('node_modules'),
  )
  .map(entry => join(entry.parentPath, entry.name))
  .map(path => ({ path: path.slice(root.length + 1), lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
  .sort((a, b) => b.lines - a.lines)

const lines = files.reduce((total, file) => total + file.lines, 0)
console.log(`${files.length} files, ${lines} lines, median ${files[files.length >> 1].lines}. The largest:`)
for (const file of files.slice(0, 10)) console.log(`${String(file.lines).padStart(6)}  ${file.path}`)

const core = join('src', 'compute')
const nodes = join(core, 'nodes')
const aside = /\.(test|bench|fixture|d)\.ts$|[\\/](testing|laws)[\\/]|[\\/]twin\.ts$/
const code = new Map(
  files.filter(file => file.path.startsWith(core) && !aside.test(file.path)).map(file => [file.path, file.lines]),
)
const reached = new Set(
  [...code.keys()].filter(path => [nodes, join(core, 'host'), join(core, 'index.ts')].some(by => path.startsWith(by))),
)
// A set hands out what is added to it while it is walked.
for (const path of reached)
  for (const [, name] of readFileSync(join(root, path), 'utf8').matchAll(/(?:from |import )'(\.[^'?]+)/g)) {
    const target = join(dirname(path), name)
    for (const found of [target, `${target}.ts`]) if (code.has(found)) reached.add(found)
  }
const idle = [...code].filter(([path]) => !reached.has(path))
console.log(`${idle.reduce((sum, [, count]) => sum + count, 0)} lines of ${core} that no node reaches:`)
for (const [path, count] of idle) console.log(`${String(count).padStart(6)}  ${path}`)

for (const { path, lines } of files.filter(file => file.lines > limitOf(file.path))) {
  console.error(`${path} has ${lines} lines, more than ${limitOf(path)}: does a subject of its own hide in it?`)
  process.exitCode = 1
}
