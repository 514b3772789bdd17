import type { NodeResult } from '../../src/shared/results/results'
import { expect, loseGpu, test } from '../workbench'
import { Bench, sample } from './bench'
import { slowTraining } from './pipelines'

test('a broken CSV says what is wrong, and the rest goes on', async ({ page }) => {
  const bench = new Bench(page)
  await bench.drop('broken.csv', 'a,b\n')
  const said = page.getByRole('alert').first()
  await expect(said).toContainText('broken.csv')
  await expect(said).toContainText(/no rows/i)
  await bench.drop('penguins.csv', sample('penguins'))
  await bench.isIn('done', 'load')
  await expect(page.getByTestId('title')).toHaveText('penguins')
})

test('stop ends a training within a second, and what had finished stays', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openFile(slowTraining(1_000_000))
  await page.getByTestId('run').click()
  await bench.isIn('running', 'train')
  await bench.select('train')
  await expect(bench.dock().locator('canvas, svg').first()).toBeVisible()
  const asked = Date.now()
  await page.getByTestId('stop').click()
  await expect(page.getByTestId('run')).toBeVisible()
  expect(Date.now() - asked).toBeLessThan(2000)
  await bench.isIn('done', 'load', 'scale')
  await bench.isIn('ready', 'train', 'evaluate')
  await bench.tab('Parameters')
  await bench.set('Max iterations', '50')
  await bench.run()
  await bench.isIn('done', 'train', 'evaluate')
})

/** What a node has found: everything but how long and with how much work. */
const found = ({ summary, blocks, warnings }: NodeResult): object => ({ summary, blocks, warnings })

test('a device lost during training: the node runs once more and finds the very same', async ({ page }) => {
  const bench = new Bench(page)
  const results = async (): Promise<object[]> => {
    const all: object[] = []
    for (const id of ['train', 'evaluate']) {
      await bench.select(id)
      const { Time: _, 'On the GPU': __, ...figures } = await bench.figures()
      expect(Object.keys(figures).length, id).toBeGreaterThan(2)
      all.push({ figures, found: found(await bench.result()) })
    }
    return all
  }
  await bench.openFile(slowTraining(10_000))
  await bench.run()
  const undisturbed = await results()

  // A new engine that has kept nothing: the page is loaded again.
  await page.reload()
  await bench.isIn('done', 'train', 'evaluate')
  await page.getByTestId('run').click()
  await bench.isIn('running', 'train')
  await loseGpu(page)
  await bench.finished()
  await bench.isIn('done', 'train', 'evaluate')
  await bench.select('train')
  await bench.tab('Log')
  await expect(page.getByTestId('log-tab')).toContainText('the device was lost and found again')
  expect(await results()).toEqual(undisturbed)
})
