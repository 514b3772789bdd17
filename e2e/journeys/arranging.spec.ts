import type { Locator } from '@playwright/test'
import { expect, test } from '../workbench'
import { Bench } from './bench'

/** Whether two things on the canvas share any place. */
async function cover(a: Locator, b: Locator): Promise<boolean> {
  const [one, other] = [(await a.boundingBox())!, (await b.boundingBox())!]
  const apart = (at: 'x' | 'y', size: 'width' | 'height'): boolean =>
    one[at] + one[size] <= other[at] || other[at] + other[size] <= one[at]
  return !apart('x', 'width') && !apart('y', 'height')
}

test('undo takes all arranging back, and redo does it again', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  const first = await bench.document()
  const pick = async (...ids: string[]): Promise<void> => {
    await bench.select(ids[0])
    for (const id of ids.slice(1)) await bench.node(id).click({ modifiers: ['Control'] })
    for (const id of ids) await expect(bench.node(id)).toHaveAccessibleName(/, selected$/)
  }

  for (const by of ['left', 'centre', 'right', 'top', 'middle', 'bottom']) {
    await bench.command('Zoom to fit')
    await pick('impute', 'encode', 'train')
    await bench.command(`Align ${by}`)
  }
  await bench.command('Distribute')
  await bench.command('Arrange')
  await bench.command('Zoom to fit')
  await pick('impute', 'encode')
  await bench.command('Group')
  await expect(page.getByLabel('Title of the group')).toBeFocused()
  await page.keyboard.press('Escape')
  await bench.command('Collapse or expand')
  await expect(bench.node('impute')).toBeHidden()
  await bench.command('Collapse or expand')
  await expect(bench.node('impute')).toBeVisible()
  await bench.command('Add a note')
  await bench.type('Look here')
  await page.keyboard.press('Escape')
  await bench.command('Zoom to fit')
  await bench.select('scale')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect(bench.node('scale2')).toBeVisible()
  await bench.command('Zoom to fit')
  await bench.select('split')
  await page.keyboard.press('Control+d')
  await expect(bench.node('split2')).toBeVisible()
  const last = await bench.document()

  const undo = page.getByRole('button', { name: /^Undo/ })
  const redo = page.getByRole('button', { name: /^Redo/ })
  let steps = 0
  for (; (await undo.isEnabled()) && steps < 60; steps++) await undo.click()
  expect(steps).toBeGreaterThan(11)
  expect(await bench.document()).toEqual(first)
  for (let i = 0; i < steps; i++) await redo.click()
  expect(await bench.document()).toEqual(last)
})

test('copies stand where there is room, in view, and a click takes one of several', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.select('impute')
  for (const id of ['encode', 'scale']) await bench.node(id).click({ modifiers: ['Control'] })
  await page.keyboard.press('Control+d')
  const copies = ['impute2', 'encode2', 'scale2'].map(bench.node)
  for (const copy of copies) await expect(copy).toHaveAccessibleName(/, selected$/)
  await page.keyboard.press('Control+v')
  const again = ['impute3', 'encode3', 'scale3'].map(bench.node)
  for (const copy of again) await expect(copy).toHaveAccessibleName(/, selected$/)
  await bench.command('Zoom to fit')
  const canvas = (await page.getByTestId('canvas').boundingBox())!
  const all = await page.locator('[data-card]').all()
  for (const copy of [...copies, ...again]) {
    for (const other of all)
      if ((await other.getAttribute('data-card')) !== (await copy.getAttribute('data-card')))
        expect(await cover(copy, other)).toBe(false)
    const box = (await copy.boundingBox())!
    expect(box.y + box.height).toBeLessThanOrEqual(canvas.y + canvas.height)
  }

  await bench.node('encode3').click()
  await expect(bench.node('encode3')).toHaveAccessibleName(/, selected$/)
  for (const id of ['impute3', 'scale3']) await expect(bench.node(id)).not.toHaveAccessibleName(/, selected$/)
})
