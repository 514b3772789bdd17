import { join } from 'node:path'
import { root } from '../../scripts/unpack.mjs'
import { chosen, expect, saved, test } from '../workbench'
import { Bench } from './bench'

test('by keyboard only: from a chosen file to a saved report', async ({ page }) => {
  const bench = new Bench(page)
  const { keyboard } = page
  /** Walks with Tab until something is reached. */
  const tabTo = async (name: string, key = 'Tab'): Promise<void> => {
    const at = (): Promise<string> =>
      page.evaluate(() => {
        const e = document.activeElement as HTMLInputElement | null
        if (!e || e === document.body) return ''
        const labels = [...(e.labels ?? [])].map(l => l.innerText)
        return [e.getAttribute('aria-label'), ...labels, e.innerText].join(' ')
      })
    for (let i = 0; i < 60 && !(await at()).includes(name); i++) await keyboard.press(key)
    expect(await at()).toContain(name)
  }

  await tabTo('Choose a file')
  await chosen(page, join(root, 'resources/samples/penguins.csv'), () => keyboard.press('Enter'))
  await bench.isIn('done', 'load')

  await tabTo('Load file, ')
  await bench.addNext('Columns')
  await keyboard.press('Enter')
  await tabTo('Target', 'Tab')
  await keyboard.press('Enter')
  await bench.type('species')
  await keyboard.press('Enter')
  await expect(bench.node('columns')).toContainText('target: species')
  await tabTo('Columns, ', 'Shift+Tab')
  for (const title of ['Split', 'Impute', 'Encode', 'Scale', 'Logistic regression', 'Evaluate'])
    await bench.addNext(title)
  await keyboard.press('F5')
  await bench.finished()
  await bench.isIn('done', 'load', 'columns', 'split', 'impute', 'encode', 'scale', 'logisticRegression', 'evaluate')

  await keyboard.press('Alt+5')
  await expect(page.getByRole('main', { name: 'Report' })).toBeVisible()
  await tabTo('Summary')
  await keyboard.press('Alt+ArrowDown')
  await expect(page.getByRole('list', { name: 'In the report' }).getByRole('listitem').first()).toContainText(
    'Headline',
  )
  await tabTo('Add text')
  await keyboard.press('Enter')
  await bench.type('Written by hand, **boldly**.')
  const report = await saved(page, async () => {
    await keyboard.press('Control+k')
    await bench.type('report as Markdown')
    await keyboard.press('Enter')
  })
  expect(report.name).toBe('penguins.md')
})
