import type { Page } from '@playwright/test'
import { expect, test } from '../workbench'
import { Bench } from './bench'

/** 1280 × 800 at a zoom of 150 %, and the smallest screen that is common. */
const windows = [
  [853, 533],
  [1024, 768],
] as const

/** What can be pressed in the title bar and the page's frame and is not wholly inside of the window. */
async function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    const page = scrollWidth > innerWidth || scrollHeight > innerHeight ? [`page ${scrollWidth} × ${scrollHeight}`] : []
    const buttons = [
      ...document.querySelectorAll('.bar button, .dock > header button, .insp > .ihead button, .status *'),
    ]
    return page.concat(
      buttons
        .filter(button => {
          const { left, right, top, bottom, width } = button.getBoundingClientRect()
          return width > 0 && (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight)
        })
        .map(button => button.getAttribute('aria-label') ?? button.textContent ?? ''),
    )
  })
}

for (const [width, height] of windows)
  test(`a window of ${width} × ${height} has everything within reach`, async ({ page }) => {
    const bench = new Bench(page)
    await page.setViewportSize({ width, height })
    await bench.openTemplate('penguins')
    expect(await outside(page)).toEqual([])
    await bench.run()

    // The palette is icons; it shows names to the pointer and to the keyboard.
    const palette = page.getByRole('complementary', { name: 'Nodes' })
    expect((await palette.boundingBox())!.width).toBe(48)
    await palette.getByTestId('palette-prep.scale').hover()
    await expect.poll(async () => (await palette.boundingBox())!.width).toBe(224)
    await page.mouse.move(width / 2, 60)
    await expect.poll(async () => (await palette.boundingBox())!.width).toBe(48)
    await page.keyboard.press('/')
    await expect(page.getByTestId('palette-search')).toBeFocused()
    await expect.poll(async () => (await palette.boundingBox())!.width).toBe(224)
    await page.keyboard.type('polynomial')
    await page.keyboard.press('Enter')
    await expect(page.locator('[data-testid^="node-polynomial"]')).toBeVisible()
    await expect.poll(async () => (await palette.boundingBox())!.width).toBe(48)
    await page.getByRole('button', { name: /^Undo/ }).click()

    // The inspector comes with a choice, over the canvas, and leaves the node that was chosen in sight.
    await page.keyboard.press('Escape')
    await expect(bench.inspector()).toBeHidden()
    await bench.select('evaluate')
    await expect(bench.inspector()).toBeVisible()
    await expect
      .poll(async () => {
        const [card, form] = [(await bench.node('evaluate').boundingBox())!, (await bench.inspector().boundingBox())!]
        return card.x + card.width <= form.x
      })
      .toBe(true)
    expect(await outside(page)).toEqual([])
    await page.getByRole('button', { name: 'Hide the inspector' }).click()
    await expect(bench.inspector()).toBeHidden()

    await bench.select('train')
    await bench.set('C', '0.5')
    await expect(bench.node('train')).toContainText('C 0.5')
    await bench.field('C').press('Escape')
    await expect(bench.inspector()).toBeHidden()
    await expect(bench.node('train')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(bench.inspector()).toBeVisible()
    await page.keyboard.press('Control+i')
    await expect(bench.inspector()).toBeHidden()
    await expect(bench.node('train')).toBeFocused()

    // Nothing is chosen: the document's own settings are behind the button.
    await page.getByTestId('canvas').press('Escape')
    await page.getByRole('button', { name: 'Show the inspector' }).click()
    await expect(bench.inspector().getByLabel('Seed')).toBeVisible()
    expect((await bench.dock().boundingBox())!.height).toBeGreaterThanOrEqual(200)
    // Many tabs leave room for what stands behind them.
    await bench.select('evaluate')
    const train = bench.dock().getByRole('radio', { name: /^Train/ })
    const { x, width: wide } = (await train.boundingBox())!
    expect(x + wide).toBeLessThanOrEqual(width)
    await page.getByTestId('canvas').press('Escape')
    for (const name of ['Data', 'Results', 'Learn', 'Report'] as const) {
      await bench.goTo(name)
      expect(await outside(page)).toEqual([])
    }
  })

test('a low window folds the results, and they can be unfolded', async ({ page }) => {
  const bench = new Bench(page)
  await page.setViewportSize({ width: 853, height: 480 })
  await bench.openTemplate('penguins')
  expect((await bench.dock().boundingBox())!.height).toBeLessThan(50)
  await bench.dock().getByRole('button', { name: 'Unfold' }).click()
  expect((await bench.dock().boundingBox())!.height).toBe(200)
  await page.setViewportSize({ width: 640, height: 533 })
  expect(await outside(page)).toEqual([])
  await page.getByRole('button', { name: /^Menu of / }).click()
  await expect(page.getByRole('menuitem', { name: 'Undo' })).toBeVisible()
})
