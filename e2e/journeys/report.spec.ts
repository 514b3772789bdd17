import { expect, test } from '../workbench'
import { Bench } from './bench'

test('a report tells of the run, whatever has become of the pipeline', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.select('train')
  await bench.choose('Solver', 'Gradient descent')
  await bench.set('Max iterations', '60')
  await bench.run()
  await bench.goTo('Report')
  const paper = page.frameLocator('iframe')
  await expect(paper.locator('.line')).toContainText('gradient descent')
  await expect(page.getByText('Parameters changed since this run')).toBeHidden()

  const told = (await bench.saveReport('Markdown')).bytes.toString()
  const [words, file] = told.split(/```(?:json\n)?/)
  expect(words).toContain('gradient descent')
  expect(words).not.toMatch(/gradientDescent|maxIter/)
  expect(JSON.parse(file)).toMatchObject({
    nodes: expect.arrayContaining([
      { id: 'train', type: 'model.logisticRegression', params: { c: 1, maxIter: 60, solver: 'gradientDescent' } },
    ]),
  })

  // Edited, and the page left: the results are those of the run, and so is what is told of it.
  await bench.goTo('Canvas')
  await bench.select('train')
  await bench.choose('Solver', 'lbfgs')
  await bench.select('scale')
  await page.keyboard.press('Delete')
  await expect(page.getByTestId('saved')).toContainText('autosaved')
  await page.reload()
  await expect(bench.node('train')).toBeVisible()
  await bench.goTo('Report')
  await expect(page.getByText('Parameters changed since this run')).toBeVisible()
  await expect(paper.locator('.line')).toContainText('gradient descent')
  await expect(paper.locator('.line')).toContainText('Scale')
  // By keys: parts go and come back, and the focus stays among them.
  const part = page.getByRole('checkbox', { name: 'The line' })
  await part.focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox', { name: 'The data' })).toBeFocused()
  await expect(paper.locator('.line')).toBeHidden()
  await part.focus()
  await page.keyboard.press('Space')
  await expect(part).toBeFocused()
  await expect(paper.locator('.line')).toBeVisible()
  await page.getByLabel('Title').fill('As it ran')
  const html = (await bench.saveReport('HTML')).bytes.toString()
  expect(html).toContain('<h1>As it ran</h1>')
  expect(html).toContain('&quot;solver&quot;: &quot;gradientDescent&quot;')
  const pdf = await bench.saveReport('PDF')
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect((pdf.bytes.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length).toBeGreaterThan(2)
})

test('a project that is removed takes its results with it, and brings them back', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.run()
  const card = await bench.node('evaluate').innerText()
  await page.getByRole('button', { name: /^Menu of / }).click()
  await page.getByRole('menuitem', { name: 'New' }).click()
  await bench.command('Go to start')
  const recent = page.getByRole('list', { name: 'Recent projects' }).getByRole('listitem')
  await expect(recent).toHaveCount(1)
  await page.getByRole('button', { name: /Remove .* from the list/ }).click()
  await expect(recent).toHaveCount(0)
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await recent.getByRole('button').first().click()
  await bench.isIn('done', 'train', 'evaluate')
  expect(await bench.node('evaluate').innerText()).toBe(card)
})
