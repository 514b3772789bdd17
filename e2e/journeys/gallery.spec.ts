import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { ensureBuilt } from '../../scripts/build.mjs'
import { expect, test } from '../chromium'
import { type Host, serveFolder } from '../host'

let host: Host
test.beforeAll(async () => {
  host = await serveFolder(await ensureBuilt('gallery'))
})
test.afterAll(() => host.close())

const block = (page: Page, id: string): Locator => page.locator(`[data-block="${id}"]`)
const items = (of: Locator): Locator => of.locator('[data-key]')
/** What has the keyboard, in words. */
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement!.getAttribute('aria-label'))
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

async function open(page: Page, colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.goto(host.origin)
  await expect(items(block(page, 'tree'))).toHaveCount(13)
}

for (const scheme of ['light', 'dark'] as const)
  test(`every kind of block is drawn and read by all, ${scheme}`, async ({ page }) => {
    const wrong: string[] = []
    page.on('pageerror', error => wrong.push(error.message))
    page.on('console', message => message.type() === 'error' && wrong.push(message.text()))
    await open(page, scheme)
    const blocks = page.locator('[data-block]')
    const count = await blocks.count()
    expect(count).toBeGreaterThan(20)
    for (let i = 0; i < count; i++) {
      await blocks.nth(i).scrollIntoViewIfNeeded()
      const body = blocks.nth(i).locator('.body')
      await expect(body.locator(':scope *').first()).toBeVisible()
    }
    // Nodes of the trees, what the dendrogram of 20,000 leaves has room for, neurons, pictures.
    for (const [id, n] of [
      ['tree', 13],
      ['network', 12],
      ['weather', 3],
      ['digits', 8],
      ['masks', 12],
    ] as const)
      await expect(items(block(page, id))).toHaveCount(n)
    const large = await items(block(page, 'large-dendrogram')).count()
    expect(large).toBeGreaterThan(20)
    expect(large).toBeLessThan(240)
    await expect(block(page, 'digits').locator('image')).toHaveCount(8)
    expect(
      await page
        .locator('image')
        .evaluateAll(all => all.every(i => i.getAttribute('href')!.startsWith('data:image/png;base64,'))),
    ).toBe(true)
    if (process.env.LATHE_PICTURES !== undefined && process.env.LATHE_PICTURES !== '1') {
      mkdirSync(process.env.LATHE_PICTURES, { recursive: true })
      for (const one of await blocks.all())
        await one.screenshot({
          path: join(process.env.LATHE_PICTURES, `block-${await one.getAttribute('data-block')}-${scheme}.png`),
        })
    }
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(
      serious.flatMap(({ id, nodes }) => nodes.map(n => `${id} ${n.target.join(' ')}: ${n.failureSummary ?? ''}`)),
    ).toEqual([])
    expect(wrong).toEqual([])
  })

test('a tree is walked, folded and asked by keyboard, and its rows are picked elsewhere', async ({ page }) => {
  await open(page)
  const tree = block(page, 'tree')
  await expect(tree.getByRole('tree', { name: /6 splits and 7 leaves on 5 levels, over 333 rows/ })).toBeVisible()
  await items(tree).first().focus()
  expect(await focused(page)).toBe(
    'flipper ≤ 206.5, 333 rows: Adelie 146, Chinstrap 68, Gentoo 119. gini 0.638. Missing goes to no.',
  )
  await press(page, 'ArrowDown', 'ArrowRight')
  expect(await focused(page)).toMatch(/^bill_depth ≤ 17.65, 125 rows/)
  await press(page, ' ')
  await expect(items(tree)).toHaveCount(11)
  expect(await focused(page)).toMatch(/2 leaves folded\.$/)
  await expect(tree.getByRole('treeitem', { expanded: false })).toHaveCount(1)
  await press(page, ' ')
  await expect(items(tree)).toHaveCount(13)
  // The leaf of row 171 lights its way, and picks the row in the table.
  await press(
    page,
    'Home',
    'ArrowDown',
    'ArrowDown',
    'ArrowRight',
    'ArrowDown',
    'ArrowRight',
    'ArrowDown',
    'ArrowRight',
    'Enter',
  )
  const picked = block(page, 'table').locator('tr[aria-selected="true"]')
  await expect(picked).toHaveCount(1)
  await expect(picked).toContainText('171')
  await expect(tree.getByRole('treeitem', { selected: true })).toHaveCount(5)
  // And a row of the table shows its way.
  await picked.click()
  await block(page, 'table').locator('tbody tr').last().click()
  await expect(tree.getByRole('treeitem', { selected: true })).toHaveCount(3)
  await tree.hover()
  await tree.getByRole('button', { name: 'Show as table' }).click()
  await expect(tree.getByRole('row')).toHaveCount(14)
})

test('a large tree is folded to what has room, and opened branch by branch', async ({ page }) => {
  await open(page)
  const tree = block(page, 'value-tree')
  const before = await items(tree).count()
  expect(before).toBeGreaterThan(10)
  expect(before).toBeLessThan(60)
  await items(tree).first().focus()
  await press(page, 'End', ' ')
  await expect(items(tree)).not.toHaveCount(before)
})

test('the cut of a dendrogram moves by keys and by hand', async ({ page }) => {
  await open(page)
  const dendrogram = block(page, 'dendrogram')
  const cut = dendrogram.getByRole('slider', { name: 'Cut' })
  await expect(cut).toHaveAttribute('aria-valuetext', 'Cut at 4.35: 3 clusters. They hold from 2.66 to 6.04.')
  await cut.focus()
  await press(page, 'ArrowUp')
  await expect(cut).toHaveAttribute('aria-valuenow', '2')
  await press(page, 'End')
  await expect(cut).toHaveAttribute('aria-valuenow', '39')
  await press(page, 'Home', 'PageDown')
  await expect(cut).toHaveAttribute('aria-valuetext', 'Cut at 11.5: 2 clusters. They hold from 6.04 to 16.9.')
  // Dragged to the foot it cuts nearly all apart.
  const box = (await cut.boundingBox())!
  await page.mouse.move(box.x + 40, box.y + box.height / 2)
  await page.mouse.down()
  const { height } = (await dendrogram.getByRole('group').boundingBox())!
  await page.mouse.move(box.x + 40, box.y + height, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => Number(await cut.getAttribute('aria-valuenow'))).toBeGreaterThan(20)
  // A branch alone, and all again.
  const all = await items(dendrogram).count()
  await dendrogram.locator('[data-key="76"]').focus()
  expect(await focused(page)).toBe('39 rows joined at Ward distance 16.87')
  await press(page, 'ArrowDown', ' ')
  await expect(items(dendrogram)).not.toHaveCount(all)
  await press(page, ' ')
  await expect(items(dendrogram)).toHaveCount(all)
})

test('pictures are walked, opened and told', async ({ page }) => {
  await open(page)
  const digits = block(page, 'digits')
  await items(digits).first().focus()
  expect(await focused(page)).toBe('Picture 1 of 8, row 5, 8 × 8 pixels. True 5, taken for 9.')
  await press(page, 'ArrowRight')
  expect(await focused(page)).toBe('Picture 2 of 8, row 9, 8 × 8 pixels. True 9, and taken for it.')
  // Under the pointer a pixel is told.
  const third = (await digits.locator('image').nth(0).boundingBox())!
  await page.mouse.move(third.x + third.width * 0.3, third.y + third.height * 0.3)
  await expect(digits.getByText('Pixel in row 3, column 3: 47.')).toBeVisible()
  await page.mouse.move(0, 0)
  // Row 9 is in the tree and in the table too.
  await press(page, 'Enter')
  await expect(block(page, 'table').locator('tr[aria-selected="true"]')).toContainText('9')
  await press(page, ' ')
  await expect(items(digits)).toHaveCount(1)
  await press(page, 'ArrowRight')
  await expect(items(digits)).toHaveAttribute('data-key', '2')
  expect(await focused(page)).toMatch(/^Picture 3/)
  await press(page, 'Escape')
  await expect(items(digits)).toHaveCount(8)
  expect(await focused(page)).toMatch(/^Picture 3/)
  // The numbers of a filter are written in its pixels once there is room.
  const filters = block(page, 'filters')
  await items(filters).nth(2).dblclick()
  await expect(filters.locator('text', { hasText: /^−4/ })).toHaveCount(1)
  await expect(digits.getByRole('listbox', { name: /8 pictures of 8 × 8 pixels. 2 mistakes of 8/ })).toBeVisible()
})

test('the edges of a neuron stand out with their numbers', async ({ page }) => {
  await open(page)
  const network = block(page, 'network')
  await expect(network.locator('text', { hasText: '1.44' })).toHaveCount(0)
  await items(network).first().focus()
  expect(await focused(page)).toBe(
    'bill length. To Hidden 1, 1 1.44, Hidden 1, 4 0.89, Hidden 1, 3 0.72, Hidden 1, 2 0.04.',
  )
  await expect(network.locator('text', { hasText: '1.44' })).toHaveCount(1)
  await press(page, 'ArrowRight')
  expect(await focused(page)).toMatch(/^Hidden 1, \d\./)
  await press(page, 'Enter', 'Tab')
  // What was chosen keeps its edges in sight.
  await expect(
    network.locator('path[stroke-width]').and(network.locator('path[stroke="#1F56CC"]')).first(),
  ).toBeVisible()
})

test('a surface is turned by arrows and by hand', async ({ page }) => {
  await open(page)
  const surface = block(page, 'surface')
  const field = surface.getByRole('group', { name: /Four valleys.*lowest 0 at 3, 2.*Arrows turn it/i })
  await field.focus()
  const pixels = (): Promise<string> => surface.locator('canvas').evaluate((c: HTMLCanvasElement) => c.toDataURL())
  const before = await pixels()
  await press(page, 'ArrowRight', 'ArrowUp')
  await expect(surface.getByText('Seen 40° around, from 35° above.')).toBeVisible()
  await expect.poll(pixels).not.toBe(before)
  await press(page, 'r')
  await expect(surface.getByText('Seen 35° around, from 30° above.')).toBeVisible()
  await expect.poll(pixels).toBe(before)
  const box = (await field.boundingBox())!
  await page.mouse.move(box.x + 200, box.y + 150)
  await page.mouse.down()
  await page.mouse.move(box.x + 240, box.y + 150)
  await page.mouse.up()
  await expect(surface.getByText('Seen 55° around')).toBeVisible()
})

test('a forecast is read month by month', async ({ page }) => {
  await open(page)
  const forecast = page.locator('[data-block^="line-"]').filter({ hasText: 'Holt–Winters' })
  await forecast.getByRole('group', { name: /Arrows read it/ }).focus()
  await press(page, 'ArrowRight')
  await expect(
    forecast.getByText(
      /^1959-01-01 · held back [\d.]+ · Holt–Winters [\d.]+ \(95 %: [\d.]+ to [\d.]+, 80 %: [\d.]+ to [\d.]+\)$/,
    ),
  ).toBeVisible()
  await press(page, 'End')
  await expect(forecast.getByText(/^1960-12-01 · /)).toBeVisible()
  await press(page, 'Home')
  await expect(forecast.getByText(/^1953-01-01 · learned months [\d.]+$/)).toBeVisible()
  await forecast.hover()
  await forecast.getByRole('button', { name: 'Show as table' }).click()
  await expect(forecast.getByRole('columnheader', { name: '95 % high' })).toBeVisible()
})

test('diagrams are saved as they are seen', async ({ page }) => {
  await open(page)
  const save = async (id: string, as: string): Promise<Buffer> => {
    await block(page, id).hover()
    await block(page, id)
      .getByRole('button', { name: /^Save / })
      .click()
    const waits = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: as }).click()
    return readFileSync(await (await waits).path())
  }
  await items(block(page, 'tree')).nth(2).focus()
  await press(page, ' ')
  await expect(block(page, 'tree').getByRole('treeitem', { expanded: false })).toHaveCount(1)
  const svg = (await save('tree', 'Save as SVG')).toString()
  expect(svg).toMatch(/^<svg role="img" aria-label="Tree: The tree\. Penguins/)
  expect(svg).toMatch(/>\+ \d leaves</)
  expect(svg).toContain('>Adelie<')
  const png = await save('masks', 'Save as PNG')
  expect([...png.subarray(1, 4)].map(c => String.fromCharCode(c)).join('')).toBe('PNG')
  expect(png.readUInt32BE(16)).toBe(1600)
  const csv = (await save('dendrogram', 'Save as CSV')).toString()
  expect(csv.split('\n')[0]).toBe('merge,Ward distance,rows,joins,and,clusters before')
  expect(csv.trim().split('\n')).toHaveLength(39)
})
