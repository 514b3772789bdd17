import { expect, test } from '../workbench'
import { Bench } from './bench'

test('digits are pictures: in the table, in what is learned of them, in the row that is worked through', async ({
  page,
}, info) => {
  const bench = new Bench(page)
  const look = async (name: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}.png`) })
    }
  }
  await bench.openTemplate('digits')
  await bench.run()
  await look('canvas')
  await bench.select('load')
  await bench.goTo('Data')
  await expect(page.getByRole('img', { name: 'picture of 8 × 8 pixels' }).nth(5)).toBeVisible()
  await page.getByRole('columnheader', { name: /^image/ }).click()
  const panel = page.getByRole('complementary', { name: 'Column' })
  await expect(panel.getByRole('img', { name: 'Mean of the pictures of image' })).toBeVisible()
  await look('data')

  await bench.goTo('Canvas')
  await bench.select('clusters')
  await bench.goTo('Results')
  const centres = page.getByRole('region', { name: 'Centres as pictures' })
  await centres.scrollIntoViewIfNeeded()
  await expect(centres.locator('image')).toHaveCount(10)
  await look('centres')

  await bench.goTo('Learn')
  const worked = page.getByTestId('worked')
  await expect(worked.getByRole('img', { name: /^The picture of row/ })).toBeVisible()
  await expect(page.getByTestId('verdict')).toContainText('agree with the run')
  await look('learn')

  await bench.goTo('Canvas')
  await bench.select('components')
  await bench.goTo('Results')
  const components = page.getByRole('region', { name: 'Components as pictures' })
  await components.scrollIntoViewIfNeeded()
  await expect(components.locator('image')).toHaveCount(20)
  await look('components')
})
