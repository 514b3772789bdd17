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

interface Trace {
  traceEvents: { name: string; ph: string; pid: number; tid: number; tdur?: number; args?: { name?: string } }[]
}

/**
 * What each task of the page's thread cost, in milliseconds of the processor: by the clock a task also waits for the engine, the software
 * adapter and other programs, which share two cores here.
 */
function tasksOf({ traceEvents }: Trace): number[] {
  const main = new Set(
    traceEvents
      .filter(e => e.name === 'thread_name' && e.args?.name === 'CrRendererMain')
      .map(e => `${e.pid} ${e.tid}`),
  )
  return traceEvents
    .filter(e => e.ph === 'X' && e.name.endsWith('RunTask') && main.has(`${e.pid} ${e.tid}`))
    .map(e => (e.tdur ?? 0) / 1000)
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
  const browser = page.context().browser()!
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] })
  await bench.run()
  const tasks = tasksOf(JSON.parse((await browser.stopTracing()).toString()) as Trace)
  await bench.isIn('done', 'load', 'columns', 'split', 'scale', 'linearRegression', 'evaluate')
  expect(tasks.filter(ms => ms > 1).length).toBeGreaterThan(10)
  const observed = await page.evaluate(() => (window as unknown as { long: number[] }).long)
  test.info().annotations.push({ type: 'long tasks by the clock, ms', description: observed.join(', ') || 'none' })
  expect(tasks.filter(ms => ms > 50)).toEqual([])
  await bench.select('evaluate')
  expect(await bench.figures()).toMatchObject({ 'R²': expect.stringMatching(/^(1|0\.999)/) as unknown })
})
