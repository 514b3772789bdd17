import { expect, test } from '../workbench'
import { Bench } from './bench'
import { line } from './pipelines'

test('a failed node is led to, its fix is shown before it is applied, and undo takes it back', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openFile(
    line('Gaps', [
      ['load', 'data.sample', { name: 'penguins' }],
      ['columns', 'table.columns', { target: 'species', ignore: ['island'] }],
      ['split', 'prep.split'],
      ['encode', 'prep.encode'],
      ['train', 'model.logisticRegression'],
      ['evaluate', 'evaluate'],
    ]),
  )
  await page.getByTestId('run').click()
  await bench.isIn('failed', 'encode')
  const said = page.getByRole('alert').filter({ hasText: 'Encode failed' })
  await expect(said).toContainText('sex')
  await said.getByRole('button', { name: 'Show' }).click()
  await expect(bench.node('encode')).toHaveAccessibleName(/, selected$/)
  await expect(said).toBeHidden()

  const why = page.getByRole('note', { name: 'Why it failed' })
  await expect(why).toContainText('Put Impute before it.')
  await expect(why).not.toContainText('prep.')
  await expect(why.getByRole('img', { name: 'After the fix: Columns, Split, new: Impute, Encode' })).toBeVisible()
  await expect(bench.node('impute')).toBeHidden()
  await expect(bench.dock().getByRole('region', { name: 'Where the gaps are' })).toContainText('bill_length_mm')
  await why.getByRole('button', { name: 'Insert Impute' }).click()
  await expect(bench.node('impute')).toBeVisible()
  // It stands on the line, and the node that it is there for is in view beside it.
  const seen = (await page.getByTestId('canvas').boundingBox())!
  await expect
    .poll(async () => {
      const [made, mended] = [await bench.node('impute').boundingBox(), await bench.node('encode').boundingBox()]
      return made!.y === mended!.y && made!.x < mended!.x && mended!.x + mended!.width <= seen.x + seen.width
    })
    .toBe(true)
  // The failure was one without Impute: it is said no longer, and again once that is taken back.
  await bench.isIn('ready', 'encode', 'train')
  await bench.command('Zoom to fit')
  await bench.select('encode')
  await expect(bench.dock()).toContainText('No results yet')
  await page.keyboard.press('Control+z')
  await expect(bench.node('impute')).toBeHidden()
  await bench.isIn('failed', 'encode')
  await page.keyboard.press('Control+Shift+z')
  await bench.run()
  await bench.isIn('done', 'impute', 'encode', 'train', 'evaluate')
})

test('a model without a target is not ready, and its fix leads to the choice', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openFile(
    line('No target', [
      ['load', 'data.sample', { name: 'iris' }],
      ['split', 'prep.split'],
      ['train', 'model.logisticRegression'],
    ]),
  )
  await bench.isIn('notReady', 'train')
  await expect(bench.node('train')).toContainText('choose a target')
  await bench.node('train').getByRole('button', { name: 'Fix' }).click()
  await expect(bench.node('columns')).toHaveAccessibleName(/, selected$/)
  await expect(bench.field('Target')).toBeFocused()
  await page.getByRole('button', { name: 'Run to here' }).first().click()
  await bench.isIn('done', 'columns')
  await bench.field('Target').click()
  await page
    .getByRole('option', { name: /species|class|target/i })
    .first()
    .click()
  await bench.isIn('ready', 'train')
  await bench.run()
  await bench.isIn('done', 'train')
})

test('a setting that a node does not have keeps it from running, and its fix removes it', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openFile(
    line('Stray', [
      ['load', 'data.sample', { name: 'iris' }],
      ['split', 'prep.split', { folds: 3 }],
    ]),
  )
  await bench.isIn('notReady', 'split')
  await expect(bench.node('split')).toContainText('no setting "folds"')
  await bench.node('split').getByRole('button', { name: 'Fix' }).click()
  await bench.isIn('ready', 'split')
  await bench.run()
  await bench.isIn('done', 'split')
  await page.getByRole('button', { name: /^Undo remove folds/ }).click()
  await bench.isIn('notReady', 'split')
})

test('a model that did not converge says so, and what is rarely changed is folded', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openFile(
    line('Short', [
      ['make', 'data.generate', { rows: 200 }],
      ['train', 'model.logisticRegression', { solver: 'gradientDescent', maxIter: 3, fitIntercept: false }],
    ]),
  )
  await bench.run()
  await expect(bench.node('train')).toContainText('not converged')
  await bench.select('train')
  await expect(page.getByTestId('node-state')).toHaveText('not converged')
  await expect(bench.inspector()).toContainText('Raise Max iterations')
  const more = bench.inspector().locator('summary')
  await expect(more).toContainText('1 changed')
  await expect(bench.field('Fit intercept')).toBeHidden()
  await more.click()
  await expect(bench.field('Fit intercept')).toBeVisible()
})

test('clicks with Ctrl add to the selection; a group folds, makes room, opens, and undo takes all of it back', async ({
  page,
}) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  const before = await bench.document()
  await bench.select('impute')
  for (const id of ['encode', 'scale']) await bench.node(id).click({ modifiers: ['ControlOrMeta'] })
  for (const id of ['impute', 'encode', 'scale']) await expect(bench.node(id)).toHaveAccessibleName(/, selected$/)
  await page.keyboard.press('Control+g')
  await bench.type('Prepare')
  await page.keyboard.press('Enter')
  await bench.command('Collapse or expand')
  await expect(bench.node('encode')).toBeHidden()
  await bench.command('Arrange')
  await bench.command('Collapse or expand')
  await expect(bench.node('encode')).toBeVisible()
  const boxes = await Promise.all(['encode', 'scale', 'train', 'evaluate'].map(id => bench.node(id).boundingBox()))
  expect(new Set(boxes.map(box => `${Math.round(box!.x)} ${Math.round(box!.y)}`)).size).toBe(4)
  for (let i = 0; i < 5; i++) await page.keyboard.press('Control+z')
  expect(await bench.document()).toEqual(before)
})

test('a loose node stops nothing else, and the end of the run tells of it', async ({ page }) => {
  const bench = new Bench(page)
  const whole = line('Loose', [
    ['load', 'data.sample', { name: 'iris' }],
    ['columns', 'table.columns', { target: 'species' }],
    ['split', 'prep.split'],
  ]) as { nodes: object[]; edges: object[] }
  const loose = { id: 'scale', type: 'prep.scale', params: {} }
  const behind = { id: 'train', type: 'model.logisticRegression', params: {} }
  await bench.openFile({
    ...whole,
    nodes: [...whole.nodes, loose, behind],
    edges: [...whole.edges, { from: 'scale', to: 'train' }],
  })
  await bench.select('columns')
  await page.keyboard.press('Shift+F5')
  await bench.isIn('done', 'load', 'columns')
  await bench.isIn('ready', 'split')
  await expect(page.getByRole('status').filter({ hasText: 'left out' })).toBeHidden()

  await page.getByTestId('run').click()
  await bench.isIn('done', 'load', 'columns', 'split')
  await bench.isIn('notReady', 'scale')
  const said = page.getByRole('status').filter({ hasText: '2 nodes were left out: Scale has no input' })
  await said.getByRole('button', { name: 'Show' }).click()
  await expect(bench.node('scale')).toHaveAccessibleName(/, selected$/)

  // Alone it cannot run, and the sentence says why.
  for (const id of ['load', 'columns', 'split']) {
    await bench.select(id)
    await page.keyboard.press('Delete')
  }
  await page.keyboard.press('F5')
  await expect(page.getByRole('alert')).toContainText('Nothing could run: Scale has no input.')
})
