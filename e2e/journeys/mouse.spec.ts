import { expect, test } from '../workbench'
import { Bench, sample } from './bench'

test('by mouse: from a dropped file to a saved report', async ({ page }) => {
  const bench = new Bench(page)
  await bench.drop('penguins.csv', sample('penguins'))
  await bench.isIn('done', 'load')
  await expect(page.getByText('344 rows × 7 columns').first()).toBeVisible()

  // The first node comes from the palette, dragged between the others; its wire is drawn from port to port.
  await bench.dock().getByRole('button', { name: 'Fold' }).click()
  const canvas = page.getByTestId('canvas')
  await page.getByTestId('palette-table.columns').dragTo(canvas, { targetPosition: { x: 560, y: 120 } })
  const target = (await bench.port('columns', 'input', 'frame').boundingBox())!
  await bench.pull(bench.port('load', 'output', 'frame'), { x: target.x + 5, y: target.y + 5 })
  await bench.select('columns')
  await bench.tab('Parameters')
  await bench.field('Target').click()
  await page
    .getByRole('listbox', { name: 'Target' })
    .getByRole('option', { name: /^species/ })
    .click()

  const line = [
    ['columns', 'Split'],
    ['split', 'Impute'],
    ['impute', 'Encode'],
    ['encode', 'Scale'],
    ['scale', 'Logistic regression'],
    ['logisticRegression', 'Evaluate'],
  ] as const
  for (const [from, title] of line) {
    await bench.pullNext(from, 'frame', title)
    await page.getByRole('toolbar', { name: 'Canvas' }).getByRole('button', { name: 'Arrange' }).click()
  }
  await bench.run()
  await bench.isIn('done', 'load', 'columns', 'split', 'impute', 'encode', 'scale', 'logisticRegression', 'evaluate')

  await bench.select('evaluate')
  await bench.dock().getByRole('button', { name: 'Unfold' }).click()
  expect(await bench.figures()).toMatchObject({ Accuracy: expect.stringMatching(/^(0\.9|1)/) })
  await bench.goTo('Report')
  await page.getByRole('checkbox', { name: 'The data' }).uncheck()
  await page.getByRole('checkbox', { name: 'Confusion matrix' }).uncheck()
  await bench.goTo('Canvas')
  await bench.dock().getByRole('region', { name: 'Confusion matrix' }).hover()
  await bench.dock().getByRole('button', { name: 'Save Confusion matrix' }).click()
  await page.getByRole('menuitem', { name: 'Add to report' }).click()
  await page.getByRole('button', { name: 'Open report' }).click()
  await expect(page.getByRole('checkbox', { name: 'Confusion matrix' })).toBeChecked()
  await expect(page.frameLocator('iframe').locator('.lead')).toContainText('names the class of')
  const report = await bench.saveReport('HTML')
  expect(report.name).toBe('penguins.html')
  expect(report.bytes.toString()).toContain('names the class of')
  expect(report.bytes.toString()).not.toContain('>The data<')
})
