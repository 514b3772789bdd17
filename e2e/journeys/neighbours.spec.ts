import type { Locator } from '@playwright/test'
import { expect, test } from '../workbench'
import { Bench } from './bench'
import { line } from './pipelines'

const neighbours = (): object =>
  line('Neighbours', [
    ['load', 'data.sample', { name: 'penguins' }],
    ['columns', 'table.columns', { target: 'species', ignore: ['island'] }],
    ['split', 'prep.split'],
    ['impute', 'prep.impute'],
    ['encode', 'prep.encode'],
    ['scale', 'prep.scale'],
    ['train', 'model.knn', { nNeighbors: 7 }],
    ['evaluate', 'evaluate'],
  ])

/** What the neighbours of the point say, without how to move it. */
const said = async (say: Locator): Promise<string> =>
  /^Its [^.]+(\.\d[^.]*)*\./.exec((await say.textContent()) ?? '')![0]

test('a point among its neighbours is moved by keys', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openFile(neighbours())
  await bench.run()
  await bench.closeToasts()
  await bench.select('train')
  await bench.goTo('Results')
  const handle = page.getByRole('button', { name: /_mm \d.*, .*_mm|_g/ }).first()
  const say = page.getByText(/^Its 7 neighbours say /)
  await expect(say).toBeVisible()
  const pictures = process.env.LATHE_PICTURES
  if (pictures) await page.screenshot({ path: `${pictures}/neighbours-light.png` })
  const before = [await handle.textContent(), await said(say)]
  await handle.focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight')
  await expect(handle).not.toHaveText(before[0]!)
  expect(await said(say)).not.toBe(before[1])
  await page.emulateMedia({ colorScheme: 'dark' })
  if (pictures) await page.screenshot({ path: `${pictures}/neighbours-dark.png` })
})
