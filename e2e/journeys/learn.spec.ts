import type { Page } from '@playwright/test'
import { expect, test } from '../workbench'
import { Bench, sample } from './bench'
import { watchTasks } from './longTasks'
import { line } from './pipelines'

const panel = (page: Page) => page.getByTestId('worked')
const verdict = (page: Page) => page.getByTestId('verdict')

/** Penguins through every preparation, to a model that is told. */
const through = (model: string, params: object = {}): object =>
  line('Worked', [
    ['load', 'data.sample', { name: 'penguins' }],
    ['columns', 'table.columns', { target: 'body_mass_g', ignore: ['island', 'species', 'bill_depth_mm'] }],
    ['split', 'prep.split'],
    ['impute', 'prep.impute'],
    ['encode', 'prep.encode', { drop: 'first' }],
    ['polynomial', 'prep.polynomial', { columns: ['bill_length_mm', 'flipper_length_mm'] }],
    ['scale', 'prep.scale'],
    ['model', model, params],
  ])

test('a model is worked through on a row of one’s own, and every line agrees', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.select('train')
  await bench.set('C', '2')
  await bench.goTo('Learn')
  await expect(panel(page)).toContainText('Run this node to see it worked through on your own rows')
  await panel(page).getByRole('button', { name: 'Run to here' }).click()
  await expect(verdict(page)).toContainText(/All 11 lines agree with the run (to \d+ digits|in every digit)\./, {
    timeout: 60_000,
  })

  const score = panel(page).getByRole('region', { name: /^The score of/ })
  const cells = score.getByRole('row', { name: /^bill_length_mm/ }).getByRole('cell')
  const [value, scaled, weight, product] = (await cells.allInnerTexts())
    .slice(0, 4)
    .map(t => Number(t.replace('−', '-')))
  expect(value).toBeGreaterThan(30)
  expect(scaled * weight).toBeCloseTo(product, 2)
  const chances = panel(page).getByRole('region', { name: 'From scores to probabilities' })
  await expect(chances.getByRole('row')).toHaveCount(4)
  await expect(chances.locator('.katex').first()).toBeVisible()

  // Another row by its number, in words on the Data page's terms.
  await panel(page).getByRole('combobox', { name: 'Row' }).selectOption({ label: 'Another row…' })
  await page.getByRole('spinbutton', { name: /^Number of the row, 1 to 344/ }).fill('199')
  await page.keyboard.press('Enter')
  await expect(panel(page).getByRole('combobox', { name: 'Row' })).toHaveValue('198')
  const [head, ...rows] = sample('penguins')
    .split('\n')
    .map(text => text.split(','))
  const bill = rows[198][head.indexOf('bill_length_mm')]
  await expect(
    score
      .getByRole('row', { name: /^bill_length_mm/ })
      .getByRole('cell')
      .first(),
  ).toHaveText(bill)
  await expect(verdict(page)).toContainText('All 11 lines agree')

  // What if the bill were shorter: at the start of the slider it is an Adelie's.
  const what = panel(page).getByTestId('what-if')
  await what.getByRole('combobox', { name: 'Column to change' }).selectOption('bill_length_mm')
  await expect(what).toContainText(`At ${Number(bill).toFixed(2)}`)
  await what.getByRole('slider').focus()
  await page.keyboard.press('Home')
  await expect(what).toContainText(/At 32\.10 Adelie is at (0\.9|1)/)
  await page.keyboard.press('End')
  await expect(what).toContainText(/At 59\.60 Chinstrap is at/)

  // Jumping through the page moves the page and not the window.
  const contents = page.getByRole('navigation', { name: 'Contents' })
  await contents.getByRole('button', { name: 'As scikit-learn code' }).click()
  await expect(page.getByRole('region', { name: 'In scikit-learn' })).toBeInViewport()
  await expect(contents.getByRole('button', { name: 'As scikit-learn code' })).toHaveAttribute(
    'aria-current',
    'location',
  )
  expect(await page.evaluate(() => document.scrollingElement!.scrollTop)).toBe(0)

  // After a reload the rows come back by themselves.
  await expect(page.getByTestId('saved')).toContainText('autosaved')
  await page.reload()
  await bench.isIn('done', 'train')
  await bench.select('train')
  await bench.goTo('Learn')
  await expect(verdict(page)).toContainText('All 11 lines agree with the run')

  // A narrow window has room for one of the two.
  await page.setViewportSize({ width: 853, height: 533 })
  await expect(panel(page)).toBeHidden()
  await page.getByRole('button', { name: 'Your row' }).click()
  await expect(panel(page)).toBeVisible()
  await contents.getByRole('button', { name: 'The loss' }).click()
  await expect(panel(page)).toBeHidden()
  await expect(page.getByRole('heading', { name: 'The loss' })).toBeInViewport()
})

const models: readonly (readonly [string, object])[] = [
  ['model.linearRegression', {}],
  ['model.kMeans', { nClusters: 3 }],
  ['model.pca', {}],
]
for (const [type, params] of models)
  test(`${type} and what prepares for it agree line by line`, async ({ page }) => {
    const bench = new Bench(page)
    await bench.openFile(through(type, params))
    await bench.run()
    for (const id of ['model', 'split', 'impute', 'encode', 'polynomial', 'scale']) {
      await bench.goTo('Canvas')
      await bench.select(id)
      await bench.goTo('Learn')
      await expect(verdict(page)).toContainText(
        /(All \d+ lines agree|The line agrees) with the run (to \d+ digits|in every digit)\./,
      )
      for (const option of (await panel(page).getByRole('combobox', { name: 'Row' }).locator('option').all()).slice(
        0,
        3,
      )) {
        const row = (await option.getAttribute('value'))!
        await panel(page).getByRole('combobox', { name: 'Row' }).selectOption(row)
        await expect(panel(page).getByRole('combobox', { name: 'Row' })).toHaveValue(row)
        await expect(verdict(page)).toContainText('with the run')
      }
    }
  })

test('no task over 50 ms while pages of formulas are opened', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.select('train')
  await page.waitForTimeout(500)
  const tasks = await watchTasks(page)
  await bench.goTo('Learn')
  const nodes = page.getByRole('navigation', { name: 'Nodes' })
  for (const title of ['Logistic regression', 'Linear regression', 'K-means', 'Principal components']) {
    await nodes.getByRole('button', { name: title }).click()
    const text = page.getByTestId('learn-text')
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(text.locator('[data-formula]').first()).toBeAttached()
    const places = await text.locator('[data-formula]').count()
    expect(places).toBeGreaterThan(20)
    await expect(text.locator('[data-formula] > :first-child')).toHaveCount(places)
    await expect(text.locator('.katex-error')).toHaveCount(0)
  }
  expect((await tasks()).filter(t => t.own > 50)).toEqual([])
})
