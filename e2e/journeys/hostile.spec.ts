import { payloads } from '../../src/main/reports/hostile.fixture'
import { expect, test } from '../workbench'
import { Bench } from './bench'

/** A cell of a CSV, whatever stands in it. */
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`

test('200 script payloads in names and cells run nothing in the page', async ({ page, context }) => {
  const bench = new Bench(page)
  // `URL.origin` is opaque for the scheme of the desktop window.
  const origin = /^[a-z]+:\/\/[^/]*\//.exec(page.url())![0]
  const outside: string[] = []
  const said: string[] = []
  context.on('request', request => {
    const url = request.url()
    if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) outside.push(url)
  })
  page.on('dialog', dialog => void dialog.dismiss().then(() => said.push(dialog.message())))
  page.on('console', message => message.text().includes('Content Security Policy') && said.push(message.text()))
  expect(payloads).toHaveLength(200)

  // Names: the file, ten columns, the nodes' texts. Cells: every payload is a category of the first column and a class.
  const names = payloads.slice(0, 10).map((p, i) => `${p} ${i}`)
  const lines = Array.from({ length: 400 }, (_, i) =>
    names.map((_, j) => (j < 2 ? cell(payloads[(i + j) % 200]) : String((i * (j + 1)) % 17))).join(','),
  )
  await bench.drop('<img src=x onerror=alert(1)>.csv', [names.map(cell).join(','), ...lines].join('\n'))
  await bench.isIn('done', 'load')
  await bench.node('load').focus()
  await bench.addNext('Columns')
  await bench.tab('Parameters')
  await bench.field('Target').click()
  await page.getByRole('listbox', { name: 'Target' }).getByRole('option').nth(3).click()
  await bench.node('columns').focus()
  for (const title of ['Split', 'Encode', 'Scale', 'Linear regression', 'Evaluate']) await bench.addNext(title)
  // Columns runs by itself once it has a target: what ends just then may take the focus from a new note.
  await expect(async () => {
    await bench.command('Add a note')
    await bench.type(payloads[11])
  }).toPass()
  await page.keyboard.press('Escape')
  await page.getByTestId('run').click()
  await expect(page.getByTestId('run')).toBeVisible({ timeout: 60_000 })
  await bench.command('Arrange')
  for (const id of ['load', 'columns', 'linearRegression', 'evaluate']) {
    await bench.select(id)
    for (const tab of ['Parameters', 'How it works', 'Data', 'Log'] as const) await bench.tab(tab)
  }
  for (const name of ['Data', 'Results', 'Learn', 'Report'] as const) {
    await bench.goTo(name)
    await page.waitForTimeout(300)
  }
  await page.getByLabel('Title').fill(payloads[0])
  await page.getByRole('button', { name: 'Add text' }).click()
  await bench.type(payloads[20])
  await expect(page.frameLocator('iframe').locator('h1')).toContainText('script')
  await page.getByRole('button', { name: 'Start page' }).click()
  await page.waitForTimeout(300)
  expect(said).toEqual([])
  expect(outside).toEqual([])
  expect(await page.title()).not.toBe('owned')
})
