import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../workbench'
import { Bench, sample } from './bench'

const card = (page: Page): Locator => page.getByTestId('leak')
const status = (page: Page): Locator => page.getByRole('contentinfo', { name: 'Status' })

/** The table is dropped, and the node that gives roles names its target. */
async function withTarget(page: Page, name: string, text: string, target: string): Promise<Bench> {
  const bench = new Bench(page)
  await bench.drop(`${name}.csv`, text)
  await bench.isIn('done', 'load')
  await bench.closeToasts()
  await bench.select('load')
  await bench.addNext('Columns')
  await bench.select('columns')
  await bench.field('Target').click()
  await page.getByRole('listbox', { name: 'Target' }).getByRole('option', { name: target }).click()
  await bench.isIn('done', 'columns')
  return bench
}

test('alive of the Titanic is told before a score, and left out until somebody chooses', async ({ page }) => {
  const bench = await withTarget(page, 'passengers', sample('titanic'), 'survived')
  await expect(card(page)).toHaveCount(1)
  await expect(card(page)).toContainText('alive gives survived away')
  await expect(card(page)).toContainText('All 891 rows agree.')
  await expect(card(page)).toContainText('Left out until you choose.')
  await expect(status(page)).toContainText('1 leak to settle')
  await expect(bench.dock().getByRole('tab', { name: /Questions/ })).toContainText('1')
  await expect(page.getByTestId('first-rows').getByRole('columnheader', { name: 'alive' })).toContainText('leak')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/leak-${colorScheme}.png` })
    const { violations } = await new AxeBuilder({ page }).include('[data-testid=questions]').analyze()
    expect(violations.map(v => [v.id, v.nodes.map(n => n.html)])).toEqual([])
  }
  // The same where the file is looked at.
  await bench.select('load')
  await expect(card(page)).toHaveCount(1)

  // One key settles it; undo asks again.
  await page.keyboard.press('i')
  await expect(card(page)).toHaveCount(0)
  await expect(status(page)).not.toContainText('to settle')
  expect(await bench.document()).toMatchObject({
    nodes: [{}, { id: 'columns', params: { target: 'survived', ignore: ['alive'] } }],
  })
  await page.keyboard.press('Control+z')
  await expect(card(page)).toHaveCount(1)

  // The status leads to it, and what is kept is said beside the score.
  await status(page)
    .getByRole('button', { name: /to settle/ })
    .click()
  await card(page).getByRole('button', { name: 'Keep it' }).click()
  await expect(card(page)).toHaveCount(0)
  await bench.isIn('done', 'columns')
  await bench.select('columns')
  for (const title of ['Split', 'Impute', 'Encode', 'Scale', 'Logistic regression', 'Evaluate'])
    await bench.addNext(title)
  await bench.run()
  await bench.select('evaluate')
  await expect(bench.dock()).toContainText('alive gives survived away')
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/leak-kept.png` })
})

test('a column that counts the rows is no feature, and can be made one', async ({ page }) => {
  const lines = Array.from({ length: 60 }, (_, i) => {
    const [x, z] = [(i * 37) % 41, (i * 17) % 43]
    return `${i + 1},${x},${z},${x + z > 41 ? 'yes' : 'no'},${x + z > 41 ? 150 : 0}`
  })
  const bench = await withTarget(page, 'fees', `no,x,z,left,fee\n${lines.join('\n')}\n`, 'left')
  await expect(card(page)).toContainText('fee gives left away')
  const line = page.getByRole('list', { name: 'Columns that name rows' }).getByRole('listitem')
  await expect(line).toContainText('It counts the rows from 1 to 60.')
  await expect(bench.node('columns')).toContainText('2')
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/keys.png` })
  await line.getByRole('radio', { name: 'Feature' }).click()
  await expect(line.getByRole('radio', { name: 'Feature' })).toBeChecked()
  expect(await bench.document()).toMatchObject({ nodes: [{}, { params: { keep: ['no'] } }] })
  await line.getByRole('radio', { name: 'Names rows' }).click()
  expect((await bench.document()) as object).not.toMatchObject({ nodes: [{}, { params: { keep: ['no'] } }] })
})
