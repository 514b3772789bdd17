import { expect, test } from '../workbench'
import { Bench, sample } from './bench'
import { slowTraining } from './pipelines'

test('a broken CSV says what is wrong, and the rest goes on', async ({ page }) => {
  const bench = new Bench(page)
  await bench.drop('broken.csv', 'a,b\n1,"two\n3,4\n')
  const said = page.getByRole('alert').first()
  await expect(said).toContainText('broken.csv')
  await expect(said).toContainText(/quote/i)
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

test('a device lost during training: the node runs once more and the run ends done', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openFile(slowTraining(300))
  await bench.run()
  await bench.select('evaluate')
  const before = await bench.figures()

  await bench.openFile(slowTraining(20_000))
  await page.getByTestId('run').click()
  await bench.isIn('running', 'train')
  const browser = await page.context().browser()!.newBrowserCDPSession()
  await browser.send('Browser.crashGpuProcess' as never)
  await expect(page.getByTestId('run')).toBeVisible({ timeout: 100_000 })
  await bench.isIn('done', 'train', 'evaluate')
  await bench.select('train')
  await bench.tab('Log')
  await expect(page.getByTestId('log-tab')).toContainText('the device was lost and found again')
  await bench.select('evaluate')
  expect(Object.keys(await bench.figures())).toEqual(Object.keys(before))
})
