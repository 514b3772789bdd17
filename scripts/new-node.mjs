// Makes a node folder that passes the laws, from scripts/new-node/<kind>: node scripts/new-node.mjs model.myModel classification
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const groups = ['data', 'table', 'prep', 'model', 'output']
const tasks = ['regression', 'classification', 'clustering']
const type = process.argv[2] ?? ''
const task = process.argv[3] ?? tasks[0]
const [group, name] = type.includes('.') ? type.split('.') : ['result', type]
if (![...groups, 'result'].includes(group) || !/^[a-z][A-Za-z0-9]*$/.test(name ?? '') || !tasks.includes(task)) {
  console.error(
    `Usage: node scripts/new-node.mjs <group>.<name>, group one of ${groups.join(', ')}; or a lone name for nodes/result.
A model may have a task behind it: ${tasks.join(', ')}.`,
  )
  process.exit(2)
}
const folder = join('src/compute/nodes', group, name)
if (existsSync(folder)) {
  console.error(`${folder} is already there.`)
  process.exit(1)
}
const title = name[0].toUpperCase() + name.slice(1).replace(/[A-Z]/g, c => ` ${c.toLowerCase()}`)
const templates = join(import.meta.dirname, 'new-node', group === 'model' ? task : group === 'prep' ? 'prep' : 'run')
/** @param {string} text */
const named = text =>
  text.replaceAll('TYPE', type).replaceAll('NAME', name).replaceAll('TITLE', title).replaceAll('GROUP', group)

mkdirSync(folder, { recursive: true })
const made = readdirSync(templates).map(template => {
  const file = named(template.replace(/\.txt$/, ''))
  const path = file === 'golden.py' ? join('scripts/golden', `${name}.py`) : join(folder, file)
  writeFileSync(path, named(readFileSync(join(templates, template), 'utf8')))
  return path
})
console.log(
  `${made.join('\n')}\nNext: npx vitest run ${folder} src/compute/nodes/laws/folders.test.ts, then npm run check.`,
)
