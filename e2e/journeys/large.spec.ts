import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../workbench'
import { Bench } from './bench'

const rows = 1_000_000

/** Three numbers and a target that follows from two of them; Weyl sequences in place of chance. */
async function writeTable(path: string): Promise<void> {
  const out = createWriteStream(path)
  out.write('a,b,c,y\n')
  for (let at = 0; at < rows; at += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, i) => {
      const [a, b, c] = [0.6180339887, 0.7548776662, 0.8191725134].map(x => ((at + i) * x) % 1) as [
        number,
        number,
        number,
      ]
      return `${a.toFixed(4)},${b.toFixed(4)},${c.toFixed(4)},${(2 * a - b + 0.5).toFixed(4)}`
    })
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

test('a million rows: no task on the page’s thread over 50 ms while they are read and learned from', async ({
  page,
  workbench,
}) => {
  const bench = new Bench(page)
  const path = join(workbench.folder, 'million.csv')
  await writeTable(path)
  await page.getByLabel('Data file').setInputFiles(path)
  await bench.isIn('done', 'load')
  await expect(bench.node('load')).toContainText('1,000,000')
  await bench.node('load').focus()
  await bench.addNext('Columns')
  await bench.tab('Parameters')
  await bench.field('Target').click()
  await page.getByRole('listbox', { name: 'Target' }).getByRole('option', { name: /^y/ }).click()
  await bench.node('columns').focus()
  for (const title of ['Split', 'Scale', 'Linear regression', 'Evaluate']) await bench.addNext(title)

  await page.evaluate(() => {
    const long: number[] = []
    new PerformanceObserver(list => long.push(...list.getEntries().map(e => Math.round(e.duration)))).observe({
      type: 'longtask',
    })
    Object.assign(window, { long })
  })
  await bench.run()
  await bench.isIn('done', 'load', 'columns', 'split', 'scale', 'linearRegression', 'evaluate')
  const long = await page.evaluate(() => (window as unknown as { long: number[] }).long)
  expect(long.filter(ms => ms > 50)).toEqual([])
  await bench.node('evaluate').click()
  expect(await bench.figures()).toMatchObject({ 'R²': expect.stringMatching(/^(1|0\.999)/) as string })
})
