import { expect, test } from '../workbench'
import { Bench } from './bench'
import { threeModels } from './pipelines'

test('models of one kind: a verdict first, each by a name of its own, and each by itself', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openFile(threeModels)
  await bench.run()
  await bench.select('evaluate')
  await bench.goTo('Results')
  const results = page.getByRole('main', { name: 'Results' })

  const blocks = results.locator('section[data-block]')
  await expect(blocks.first()).toHaveAttribute('data-block', 'verdict')
  await expect(blocks.first()).toContainText(/cannot be told apart on 8\d rows/)
  await expect(blocks.nth(1)).toHaveAttribute('data-block', 'comparison')
  const names = ['Logistic regression with C = 1', 'Logistic regression with C = 0.01', 'with polynomial features']
  const list = results.getByRole('navigation', { name: 'Nodes' })
  for (const name of names) {
    await expect(blocks.nth(1)).toContainText(name)
    // Whole: the end of the name is what differs.
    const item = list.getByText(name)
    await expect(item).toBeVisible()
    expect(await item.evaluate(e => e.scrollWidth - e.clientWidth)).toBeLessThanOrEqual(0)
  }
  await expect(blocks.nth(1)).toContainText(/\d\.\d{3} to \d\.\d{3}/)
  await expect(results.getByText('scaled', { exact: true })).toHaveCount(0)
  const roc = results.getByRole('region', { name: 'ROC curve' })
  for (const name of [/^C = 1 \(area/, /^C = 0.01 \(area/, /^Polynomial features \(area/])
    await expect(roc.getByText(name)).toBeVisible()

  // What each took to learn, and what the tests say below the differences.
  await expect(blocks.nth(1).getByRole('columnheader', { name: 'Training' })).toBeVisible()
  await expect(blocks.nth(1).getByRole('row').nth(1).getByRole('cell').last()).toHaveText(/^\d[\d.]* m?s *$/)
  const differences = results.getByRole('region', { name: 'Difference, same rows' })
  await expect(differences.getByRole('listitem').first()).toContainText(/^vs .* against .* rows.*p [=<] 0\.\d+/)

  // A threshold walks along the curve of one model, by keys and by number.
  const threshold = roc.getByRole('slider', { name: 'Threshold' })
  const called = roc.getByRole('group', { name: 'Threshold' })
  await expect(called).toContainText(
    /^Threshold.* here: \d+ rows? of class “FEMALE” called “MALE”, \d+ of class “MALE” called “FEMALE”\.$/,
  )
  const half = await called.textContent()
  await threshold.focus()
  await page.keyboard.press('End')
  await expect(threshold).toHaveAttribute(
    'aria-valuetext',
    /^1\.00\. .* 0 rows of class “FEMALE” called “MALE”, 4\d of class “MALE”/,
  )
  await called.getByRole('textbox', { name: 'Threshold as a number' }).fill('0.5')
  await expect(called).toHaveText(half!)
  await expect(threshold).toHaveValue('50')

  // One model by itself, over the rows it learned from.
  const model = results.getByRole('radiogroup', { name: 'Model' })
  await model.getByRole('radio', { name: 'C = 0.01', exact: true }).click()
  const confusion = results.getByRole('region', { name: 'Confusion matrix' })
  await expect(confusion).toContainText('The test rows')
  await results
    .getByRole('radiogroup', { name: 'Rows' })
    .getByRole('radio', { name: /^Train · 2\d\d$/ })
    .click()
  await expect(confusion).toContainText('The train rows')
  await model.getByRole('radio', { name: 'Compare' }).click()
  await expect(confusion).toBeHidden()

  // A model's curves can be put aside.
  const curves = results.getByRole('button', { name: 'Curves of Logistic regression with C = 0.01' })
  await curves.click()
  await expect(curves).toHaveAttribute('aria-pressed', 'false')
})

test('the dock shows the rows that a model learned from beside those it did not, and keeps the tab', async ({
  page,
}) => {
  const bench = new Bench(page)
  await bench.openTemplate('diabetes')
  await bench.run()
  await bench.select('evaluate')
  const before = await bench.figures()
  await bench.dock().getByRole('radio', { name: 'Train · 331' }).click()
  await expect.poll(async () => (await bench.figures())['R²']).not.toBe(before['R²'])

  // A row picked in the table stands out in the charts, wherever they are drawn.
  await bench.dock().getByRole('tab', { name: 'Largest errors' }).click()
  await bench.dock().getByRole('radio', { name: 'Test · 111' }).click()
  await expect(bench.dock().getByRole('tab', { name: 'Largest errors' })).toHaveAttribute('aria-selected', 'true')
  await bench.dock().locator('tr[aria-rowindex="2"]').press('Enter')
  await expect(bench.dock().getByRole('button', { name: '1 picked · clear' })).toBeVisible()
})
