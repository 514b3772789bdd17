import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../workbench'
import { Bench, sample } from './bench'

const rail = (page: Page) => page.getByTestId('next-steps')
const ghosts = (page: Page) => page.getByTestId('next-ghosts').getByRole('button')
const line = ['columns', 'split', 'impute', 'encode', 'scale', 'logisticRegression', 'baseline', 'evaluate']

const nodesOf = async (bench: Bench) => ((await bench.document()) as { nodes: readonly unknown[] }).nodes

async function shot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}-${colorScheme}.png` })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

test('a drop, five times Enter, F5: a score of test rows beside a baseline', async ({ page }) => {
  const bench = new Bench(page)
  await bench.drop('titanic.csv', sample('titanic'))
  await expect(rail(page)).toContainText('891 ×')
  await expect(ghosts(page)).toHaveCount(8)
  expect(await nodesOf(bench)).toHaveLength(1)
  await shot(page, 'dropped')
  const { violations } = await new AxeBuilder({ page }).include('[data-testid=next-steps]').analyze()
  expect(violations.map(v => [v.id, v.nodes.map(n => n.html)])).toEqual([])

  for (const left of [7, 6, 3, 2, 0]) {
    await page.keyboard.press('Enter')
    await expect(ghosts(page)).toHaveCount(left)
    if (left === 7) {
      // The alarm comes before anything learns.
      await expect(page.getByTestId('leak')).toContainText('alive gives survived away')
      await shot(page, 'dropped-target')
    }
  }
  await shot(page, 'dropped-all')
  await page.keyboard.press('F5')
  await bench.finished()
  await bench.isIn('done', ...line)
  await bench.select('evaluate')
  const told = await bench.node('evaluate').innerText()
  expect(told).toContain('2 models · test acc')
  const accuracy = Number(/0\.\d+/.exec(told)?.[0])
  expect(accuracy).toBeGreaterThan(0.7)
  expect(accuracy).toBeLessThan(0.9)
  await expect(rail(page)).toBeHidden()
  await shot(page, 'dropped-score')
})

test('by mouse: clicks on cards and steps, each one change; closed, they come back by their name', async ({ page }) => {
  const bench = new Bench(page)
  const rows = Array.from(
    { length: 120 },
    (_, i) => `${i % 7},5;${i % 3 ? 'n/a' : i};${'abc'[i % 3]};${i % 2 ? 'ja' : 'nein'}`,
  )
  await bench.drop('messy.csv', ['a;b;c;target', ...rows].join('\n'))
  await expect(ghosts(page).first()).toBeVisible()
  await ghosts(page).first().click()
  await bench.isIn('done', 'columns')
  await rail(page).getByRole('button', { name: 'Split' }).click()
  await rail(page).getByRole('button', { name: 'Prepare' }).click()
  const after = (await nodesOf(bench)).length
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await nodesOf(bench)).length).toBe(3)
  await page.keyboard.press('Control+y')
  await expect.poll(async () => (await nodesOf(bench)).length).toBe(after)
  await rail(page).getByRole('button', { name: 'Hide the next steps' }).click()
  await expect(rail(page)).toBeHidden()
  await page.keyboard.press('Control+k')
  await bench.type('next steps')
  await page.keyboard.press('Enter')
  await rail(page).getByRole('button', { name: 'Add all' }).click()
  await page.keyboard.press('F5')
  await bench.finished()
  await bench.isIn('done', 'evaluate')
})

test('roles are given on the Data page, where they stand', async ({ page }) => {
  const bench = new Bench(page)
  await bench.drop('flowers.csv', sample('iris'))
  await bench.isIn('done', 'load')
  await page.keyboard.press('Alt+2')
  const role = (name: string) => page.getByRole('button', { name: `Role of ${name}` })
  await role('species').click()
  await shot(page, 'role')
  await page.getByRole('menuitem', { name: 'target' }).click()
  await expect(role('species')).toContainText('target')
  expect(await nodesOf(bench)).toMatchObject([{ id: 'load' }, { id: 'columns', params: { target: 'species' } }])
  await page.keyboard.press('Control+z')
  expect(await nodesOf(bench)).toHaveLength(1)
})
