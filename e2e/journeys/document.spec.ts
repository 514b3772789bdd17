import { expect, saved, savedAs, test } from '../workbench'
import { Bench } from './bench'

test('undo takes a whole session back, and redo does it again', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  const first = await bench.document()

  await bench.select('train')
  await bench.set('C', '0.5')
  await bench.select('scale')
  await page.keyboard.press('Delete')
  await expect(bench.node('scale')).toBeHidden()
  await bench.select('encode')
  await bench.addNext('Scale')
  await page.keyboard.press('ArrowDown')
  await bench.command('Add a note')
  await bench.type('Look here')
  await page.keyboard.press('Escape')
  await bench.run()
  await bench.goTo('Report')
  await page.getByRole('checkbox', { name: 'Warnings and failures' }).uncheck()
  await page.getByRole('button', { name: 'Add text' }).click()
  await bench.type('A word.')
  await page.getByLabel('Title').fill('Penguins, again')
  await page.getByLabel('Title').press('Tab')
  await bench.goTo('Canvas')
  const last = await bench.document()
  expect(last).not.toEqual(first)

  const undo = page.getByRole('button', { name: /^Undo/ })
  const redo = page.getByRole('button', { name: /^Redo/ })
  let steps = 0
  for (; (await undo.isEnabled()) && steps < 60; steps++) {
    await undo.click()
    // Drawn anew, the button says whether there is more: a click on the old one undid nothing.
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  }
  expect(steps).toBeGreaterThan(6)
  expect(await bench.document()).toEqual(first)
  for (let i = 0; i < steps; i++) await redo.click()
  expect(await bench.document()).toEqual(last)
})

test('a reload and a crash find the document and its report as they were', async ({ page, workbench }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.select('train')
  await bench.set('C', '0.25')
  await bench.run()
  await bench.goTo('Report')
  await page.getByLabel('Title').fill('Kept')
  await expect(page.getByTestId('saved')).toContainText('autosaved')
  const document = await bench.document()
  expect(document).toMatchObject({ report: { title: 'Kept' } })

  await bench.goTo('Canvas')
  await bench.select('evaluate')
  await bench.goTo('Results')
  const shown = page.getByRole('main', { name: 'Results' })
  await expect(shown).toContainText(/accuracy\s*\d\.\d{3}/i)
  const results = (await shown.innerText()).replace(/\s+/g, ' ')
  await bench.goTo('Canvas')
  const card = await bench.node('evaluate').innerText()
  expect(card).toMatch(/accuracy\s+\d\.\d{3}/)

  await page.reload()
  await expect(bench.node('train')).toContainText('C 0.25')
  expect(await bench.document()).toEqual(document)
  await bench.isIn('done', 'train', 'evaluate')
  expect(await bench.node('evaluate').innerText()).toBe(card)
  await bench.select('evaluate')
  await bench.goTo('Results')
  await expect(shown).toHaveText(results, { useInnerText: true })

  // So are the rows, without a run.
  await bench.goTo('Data')
  await page.getByTestId('table-node').selectOption('scale')
  const cells = page.getByRole('gridcell')
  await expect(cells.filter({ hasText: 'Torgersen' }).first()).toBeVisible()
  await expect(page.getByTestId('row-counter')).toContainText('of 344')
  await bench.goTo('Canvas')
  await bench.isIn('done', 'load', 'scale', 'train', 'evaluate')

  // What is changed now is out of date, as if the page had never been left.
  await bench.select('train')
  await bench.set('C', '0.5')
  await bench.isIn('stale', 'train', 'evaluate')
  await expect(page.getByRole('contentinfo', { name: 'Status' })).not.toContainText('Run finished')
  await page.getByRole('button', { name: /^Undo/ }).click()
  await bench.isIn('done', 'train', 'evaluate')
  await expect(page.getByTestId('saved')).toHaveText('Edited, autosaved')

  const after = new Bench(await workbench.crash())
  await expect(after.node('train')).toContainText('C 0.25')
  expect(await after.document()).toEqual(document)
  // The page has another address now, and nothing of its own: what ran is what the program kept, heavy results too.
  await after.isIn('done', 'train', 'evaluate')
  expect(await after.node('evaluate').innerText()).toBe(card)
  await after.select('evaluate')
  await after.goTo('Results')
  await expect(after.page.getByRole('main', { name: 'Results' })).toHaveText(results, { useInnerText: true })
  await after.goTo('Data')
  await after.page.getByTestId('table-node').selectOption('scale')
  await expect(after.page.getByRole('gridcell').filter({ hasText: 'Torgersen' }).first()).toBeVisible()
})

test('the menu under the title does what the keys do', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  const title = page.getByRole('button', { name: /^Menu of / })
  await title.focus()
  await page.keyboard.press('Enter')
  const menu = page.getByRole('menu', { name: /^Menu of / })
  await expect(menu.getByRole('menuitem', { name: 'New' })).toBeFocused()
  await expect(menu.getByRole('menuitem', { name: 'Save report as HTML' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(title).toBeFocused()

  await title.click()
  await page.keyboard.press('r')
  await expect(menu.getByRole('menuitem', { name: 'Rename…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Rename' }).getByLabel('Name').fill('Renamed')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('title')).toHaveText('Renamed')

  // What went wrong with one document is not said over the next.
  await bench.drop('broken.lathe.json', '{')
  await expect(page.getByRole('alert')).toBeVisible()
  await title.click()
  await menu.getByRole('menuitem', { name: 'New' }).click()
  await expect(page.getByTestId('title')).toHaveText('Untitled')
  await expect(page.getByRole('alert')).toBeHidden()
})

test('what another window changed is not written over: opened again, or kept under another name', async ({
  page,
  workbench,
}) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.select('train')
  await bench.set('C', '2')
  await expect(page.getByTestId('saved')).toHaveText('Edited, autosaved')
  // As another window does: the same project, one revision further.
  const elsewhere = (c: number): Promise<number> =>
    page.evaluate(async value => {
      const call = async (name: string, input: object): Promise<unknown> => {
        const body = JSON.stringify(input)
        const key = localStorage.getItem('lathe.key')
        const headers = { 'content-type': 'application/json', ...(key !== null && { 'x-lathe-key': key }) }
        return (await fetch(`/api/${name}`, { method: 'POST', headers, body })).json()
      }
      const id = sessionStorage.getItem('lathe.project')!
      type Opened = { revision: number; document: { nodes: { id: string; params: Record<string, unknown> }[] } }
      const { revision, document } = (await call('projects.open', { id })) as Opened
      document.nodes.find(n => n.id === 'train')!.params['c'] = value
      await call('projects.keep', { id, revision, document })
      return revision
    }, c)
  await elsewhere(8)
  await bench.set('C', '3')
  const alert = page.getByRole('alert').filter({ hasText: 'changed in another window' })
  await alert.getByRole('button', { name: 'Open it again' }).click()
  await expect(bench.node('train')).toContainText('C 8')
  await expect(alert).toBeHidden()

  await elsewhere(9)
  await bench.select('train')
  await bench.set('C', '4')
  await expect(alert).toBeVisible()
  await savedAs(page, `${workbench.folder}/mine.lathe.json`)
  await expect(page.getByTestId('saved')).toHaveText('Saved')
  await expect(alert).toBeHidden()
  await expect(bench.node('train')).toContainText('C 4')
  await bench.set('C', '5')
  await expect(page.getByTestId('saved')).toHaveText('Edited, autosaved')
})

test('the terms of what Lathe is built on can be read', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  const { name, bytes } = await saved(page, () => bench.command('Save third-party notices…'))
  expect(name).toBe('lathe-notices.txt')
  expect(bytes.toString()).toMatch(/^echarts [\d.]+ \(Apache-2\.0\)$/m)
})

test('a copy has the ending that every system knows', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  const { name, bytes } = await saved(page, () => bench.command('Download a copy'))
  expect(name).toMatch(/^[^.]+\.lathe$/)
  await bench.drop(name, bytes)
  await expect(bench.node('load').or(bench.node('data')).first()).toBeVisible()
})
