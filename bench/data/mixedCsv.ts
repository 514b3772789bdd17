import { existsSync } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Random } from '../../src/compute/random/random'

const categories = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta']
const cities = ['Berlin', 'Paris', 'New York', 'Tokyo', 'São Paulo', 'Cairo', 'Oslo']
const firstDay = Date.UTC(2015, 0, 1)
const day = 86_400_000

/**
 * Writes a table as they come: a counter, five floats (5 % of the first missing), two categories, a truth value, a date and text, a tenth of
 * it quoted with commas and quotes in it. 1,000,000 rows are 87 MB. The same rows for the same count; an existing file is taken.
 */
export async function mixedCsv(path: string, rows: number): Promise<void> {
  if (existsSync(path)) return
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
  const file = await open(draft, 'w')
  const random = new Random(0)
  await file.write('id,x1,x2,x3,x4,x5,cat,city,flag,day,note\n')
  let text = ''
  for (let i = 0; i < rows; i++) {
    text += row(i, random)
    if (text.length > 2 ** 22 || i === rows - 1) {
      await file.write(text)
      text = ''
    }
  }
  await file.close()
  await rename(draft, path)
}

function row(i: number, random: Random): string {
  const x1 = random.uniform() < 0.05 ? '' : random.normal().toFixed(6)
  const floats = [(random.normal() * 10).toFixed(5), (random.normal() * 100).toFixed(4), random.normal().toFixed(6)]
  const x5 = (random.normal() * 1000).toFixed(3)
  const names = `${categories[random.integer(6)]},${cities[random.integer(7)]}`
  const date = new Date(firstDay + day * random.integer(3650)).toISOString().slice(0, 10)
  const note = random.uniform() < 0.1 ? `"say ""hi"", ${i % 97}"` : `n${i % 97}`
  return `${i},${x1},${floats.join(',')},${x5},${names},${random.uniform() < 0.5},${date},${note}\n`
}
