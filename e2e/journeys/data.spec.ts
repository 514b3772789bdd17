import { expect, test } from '../workbench'
import { Bench } from './bench'
import { fails } from './pipelines'

test('rows are filtered by a line of text, which says what it does not understand', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.run()
  await bench.select('load')
  await bench.goTo('Data')
  const line = page.getByRole('textbox', { name: 'Filter rows' })
  const counter = page.getByTestId('row-counter')
  await expect(counter).toContainText('of 344')

  await line.fill('body_mass_g > 6000 and Species = gentoo')
  await line.press('Enter')
  await expect(counter).toContainText('of 2 ')
  await expect(page.getByTestId('active-filters')).toContainText(/species is gentoo/i)
  await line.fill('height > 3')
  await line.press('Enter')
  await expect(page.getByRole('main', { name: 'Data' }).getByRole('alert')).toContainText('no column “height”')
  await expect(line).toHaveValue('height > 3')
  await expect(counter).toContainText('of 2 ')
  await page.getByRole('button', { name: 'Remove: body_mass_g > 6000' }).click()
  await expect(counter).toContainText('of 124 ')

  // Rows go by their numbers in the table, also among those that a filter leaves: the last 124 of 344. What is not there is said, and the table stays.
  const goTo = page.getByRole('textbox', { name: 'Go to row' })
  await goTo.fill('320')
  await goTo.press('Enter')
  await expect(counter).toContainText('–100 of 124')
  await goTo.fill('12')
  await goTo.press('Enter')
  await expect(page.getByRole('main', { name: 'Data' }).getByRole('alert')).toHaveText('Row 12 is filtered out.')
  await goTo.fill('345')
  await goTo.press('Enter')
  await expect(page.getByRole('main', { name: 'Data' }).getByRole('alert')).toHaveText('Rows go from 1 to 344.')
  await expect(counter).toContainText('–100 of 124')

  // What is missing in a column shows its rows.
  await page.getByRole('button', { name: /^Remove: species/ }).click()
  await page.getByRole('columnheader', { name: /^sex/ }).getByRole('button', { name: '11 missing' }).click()
  await expect(counter).toContainText('of 11 ')
})

test('a failed node shows the rows that enter it; a narrow window has the column beside them', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openFile(fails())
  await page.getByTestId('run').click()
  await bench.isIn('failed', 'train')
  await bench.node('train').click()
  await bench.tab('Data')
  const tab = page.getByTestId('data-tab')
  await expect(tab).toContainText('train failed and gave no table. These rows enter it, from split.')
  await expect(tab).toContainText('344 rows × 7 columns')
  await tab.getByRole('button', { name: 'Open in Data' }).click()
  await expect(page.getByTestId('table-node')).toHaveValue('split')

  await page.setViewportSize({ width: 853, height: 533 })
  await expect(page.getByRole('complementary', { name: 'Column' })).toContainText('species')
})

test('nothing at the head of a table is cut off in a window of 1280', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.run()
  await bench.select('split')
  await bench.goTo('Data')
  const heads = [page.getByTestId('table-size'), page.getByRole('button', { name: 'partition', exact: true })]
  for (const head of heads) {
    await expect(head).toBeVisible()
    expect(await head.evaluate(e => e.scrollWidth - e.clientWidth)).toBeLessThanOrEqual(0)
  }
  await expect(page.getByTestId('table-node').locator('option:checked')).toHaveText('Split')
})

test('words of messages are a column of terms, with the heaviest in sight', async ({ page }, info) => {
  const bench = new Bench(page)
  await bench.openTemplate('sms')
  await bench.run()
  await bench.select('text')
  await bench.goTo('Data')
  const head = page.getByRole('columnheader', { name: /^message/ })
  await expect(head).toContainText(/[\d,]+ terms/)
  await head.click()
  const panel = page.getByRole('complementary', { name: 'Column' })
  await expect(panel).toContainText('Terms in most rows')
  // Three terms with their weights, and no more of a long message.
  await expect(
    page
      .getByRole('gridcell')
      .filter({ hasText: /^\s*(\S+ [\d.]+\s*){3}$/ })
      .first(),
  ).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: info.outputPath(`terms-${colorScheme}.png`) })
  }
})
