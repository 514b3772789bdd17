import { expect, test } from '../workbench'
import { Bench } from './bench'

test('k-fold: figures are means over the folds, with their deviation', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.select('split')
  await bench.choose('Method', 'k-fold')
  await expect(bench.node('split')).toContainText('k-fold')
  await bench.run()
  await bench.select('evaluate')
  const metrics = bench.dock().getByTestId('metrics').first()
  await expect(metrics).toContainText('Accuracy')
  await expect(metrics).toContainText(/±|deviation/)
  // The list of nodes tells what their cards tell.
  await bench.goTo('Results')
  const listed = page.getByRole('navigation', { name: 'Nodes' }).getByRole('button')
  await expect(listed.filter({ hasText: 'Split' })).toHaveText(/Split\s*5$/)
  await expect(listed.filter({ hasText: 'Evaluate' })).toContainText(/±/)
  await bench.goTo('Report')
  await expect(page.frameLocator('iframe').locator('.lead')).toContainText(/folds/)
})

test('a changed parameter runs again what follows, and nothing else', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.run()
  await bench.select('train')
  await bench.set('C', '0.1')
  await bench.isIn('stale', 'train', 'evaluate')
  await bench.isIn('done', 'load', 'columns', 'split', 'impute', 'encode', 'scale')
  await bench.run()
  const work = async (id: string): Promise<string> => {
    await bench.select(id)
    return bench.dock().getByTestId('metrics').first().innerText()
  }
  for (const id of ['impute', 'encode', 'scale']) expect(await work(id), id).toContain('kept from before')
  for (const id of ['train', 'evaluate']) expect(await work(id), id).not.toContain('kept from before')
})
