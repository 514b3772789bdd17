import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { parsePipeline } from '../src/shared/pipeline/document'
import { expect, test } from './workbench'

async function openPenguins(page: Page): Promise<void> {
  await page.getByTestId('template-penguins').click()
  await expect(page.getByTestId('title')).toHaveText('Penguin species')
}

async function rename(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F2')
  await page.getByRole('dialog', { name: 'Rename' }).getByLabel('Name').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('title')).toHaveText(name)
}

test('every change is kept: reload, crash and start find the document as it was', async ({ page, workbench }) => {
  await openPenguins(page)
  await rename(page, 'Mine')
  await expect(page.getByTestId('saved')).toHaveText('Edited, autosaved')
  await page.reload()
  await expect(page.getByTestId('title')).toHaveText('Mine')
  await expect(page.getByTestId('saved')).toHaveText('Edited, autosaved')

  // A change and a reload at once: the page's last word.
  await rename(page, 'Mine at once')
  await page.reload()
  await expect(page.getByTestId('title')).toHaveText('Mine at once')

  const after = await workbench.crash()
  await expect(after.getByTestId('title')).toHaveText('Mine at once')
  await expect(after.getByText('is open again')).toBeVisible()
  await after.keyboard.press('Control+s')
  await expect(after.getByTestId('saved')).toHaveText('Saved')

  const again = await workbench.crash()
  await expect(again.getByRole('list', { name: 'Recent projects' })).toBeVisible()
  await again.getByRole('button', { name: /^Mine at once/ }).click()
  await expect(again.getByTestId('saved')).toHaveText('Saved')
})

test('saves to a file and never over the work of another program', async ({ page, workbench }) => {
  test.skip(process.env.LATHE_E2E === 'electron', 'the system asks for names there')
  const file = join(workbench.folder, 'penguins.lathe.json')
  const saveAs = async (path: string): Promise<void> => {
    await page.keyboard.press('Control+Shift+s')
    await page.getByRole('dialog', { name: 'Save as' }).getByRole('textbox').fill(path)
    await page.keyboard.press('Enter')
  }
  await openPenguins(page)
  // Offered where the person may write, and not at the root of the disk.
  await page.keyboard.press('Control+Shift+s')
  const dialog = page.getByRole('dialog', { name: 'Save as' })
  const offered = await dialog.getByRole('textbox').inputValue()
  expect(dirname(offered)).toBe(homedir())
  expect(offered).toMatch(/\.lathe$/)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await saveAs(file)
  await expect(page.getByText(`Saved to ${file}.`)).toBeVisible()
  await expect(page.getByTestId('saved')).toHaveText('Saved')
  const saved = parsePipeline(readFileSync(file, 'utf8'))

  await rename(page, 'Ours')
  await expect(page.getByTestId('saved')).toHaveText('Edited, autosaved')
  writeFileSync(file, JSON.stringify({ ...saved, name: 'Theirs' }))
  await page.keyboard.press('Control+s')
  const question = page.getByRole('dialog', { name: 'Replace the file?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(parsePipeline(readFileSync(file, 'utf8')).name).toBe('Theirs')
  await page.keyboard.press('Control+s')
  await question.getByRole('button', { name: 'Replace' }).click()
  await expect(page.getByTestId('saved')).toHaveText('Saved')
  expect(parsePipeline(readFileSync(file, 'utf8')).name).toBe('Ours')

  await saveAs(join(workbench.folder, 'none/deep.lathe.json'))
  await expect(page.getByText('its folder does not exist')).toBeVisible()
  expect(existsSync(join(workbench.folder, 'none'))).toBe(false)
  // Elsewhere a person allows it on the terminal, and this server has none.
  const elsewhere = join(workbench.folder, '../elsewhere.lathe.json')
  await saveAs(elsewhere)
  await expect(page.getByText('Nobody allowed the window to use this file.').first()).toBeVisible()
  expect(existsSync(elsewhere)).toBe(false)
})

test('a pipeline reads beside itself without asking, and elsewhere not when nobody can be asked', async ({
  page,
  workbench,
}) => {
  test.skip(process.env.LATHE_E2E === 'electron', 'the system asks for names there')
  const [inside, outside] = [join(workbench.folder, 'beside.csv'), join(workbench.folder, '../outside.csv')]
  for (const path of [inside, outside]) writeFileSync(path, 'a,b\n1,2\n3,4\n')
  const write = (name: string, path: string): string => {
    const nodes = [{ id: 'load', type: 'data.file', params: { path } }]
    const file = join(workbench.folder, `${name}.lathe.json`)
    writeFileSync(file, JSON.stringify({ format: 'lathe/pipeline', version: 1, name, nodes }))
    return file
  }
  const openAndRun = async (file: string): Promise<void> => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search or run' }).fill('open by path')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Open by path' }).getByRole('textbox').fill(file)
    await page.keyboard.press('Enter')
    // Not the document before it.
    await expect(page.getByRole('button', { name: `Menu of ${basename(file, '.lathe.json')}` })).toBeVisible()
    await page.getByTestId('run').click()
  }
  await openAndRun(write('beside', 'beside.csv'))
  await expect(page.getByText('Run finished')).toBeVisible()

  // The server runs without a terminal here; with one, the person is asked there.
  await openAndRun(write('away', outside))
  await expect(page.getByText('Run failed')).toBeVisible()
  await expect(page.getByText('The pipeline names a file outside of its folder.').first()).toBeVisible()
})

test('a pipeline file that is dropped on the window is opened', async ({ page }) => {
  const text = JSON.stringify({ format: 'lathe/pipeline', version: 1, name: 'Dropped', nodes: [] })
  const file = await page.evaluateHandle(content => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([content], 'any.lathe.json'))
    return transfer
  }, text)
  await page.dispatchEvent('body', 'drop', { dataTransfer: file })
  await expect(page.getByTestId('title')).toHaveText('Dropped')
})

test('two tabs on one project: the second is told, nothing is undone', async ({ page, context }) => {
  test.skip(process.env.LATHE_E2E === 'electron', 'there is one window')
  await openPenguins(page)
  await rename(page, 'First')
  await expect(page.getByTestId('saved')).toHaveText('Edited, autosaved')
  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByRole('button', { name: /^First/ }).click()
  await expect(other.getByTestId('title')).toHaveText('First')
  await rename(other, 'Second')
  await expect(other.getByTestId('saved')).toHaveText('Edited, autosaved')
  await rename(page, 'Third')
  await expect(page.getByTestId('saved')).toHaveText('Not kept')
  await expect(page.getByText('The project was changed in another window')).toBeVisible()
  await other.reload()
  await expect(other.getByTestId('title')).toHaveText('Second')
})

test('a run stands in the history, and its pipeline can be had back', async ({ page, workbench }) => {
  await openPenguins(page)
  await rename(page, 'First')
  await page.getByTestId('run').click()
  await expect(page.getByText('Run finished')).toBeVisible({ timeout: 60_000 })
  await rename(page, 'Later')
  await expect(page.getByTestId('saved')).toHaveText('Edited, autosaved')
  const after = await workbench.crash()
  await after.getByRole('button', { name: 'Autosaved' }).click()
  await expect(after.getByRole('cell', { name: /^accuracy \d\.\d{3} \(test\)$/ })).toBeVisible()
  await after.getByRole('button', { name: 'Restore the pipeline of run 1' }).click()
  await expect(after.getByTestId('title')).toHaveText('First')
  await after.keyboard.press('Control+z')
  await expect(after.getByTestId('title')).toHaveText('Later')
})
