import type { Page } from '@playwright/test'
import { expect, test } from '../workbench'
import { Bench } from './bench'
import { slowTraining } from './pipelines'

const slider = (page: Page) => page.getByTestId('timeline')
const pace = (page: Page, name: RegExp) => page.getByTestId('pace').getByRole('radio', { name })

/** The iteration that the timeline stands at. */
const moment = async (page: Page): Promise<number> =>
  Number((await slider(page).getAttribute('aria-valuetext'))!.replace(/\D/g, ''))

/** Takes the slider to a place between 0 and 1 with the mouse. */
async function scrub(page: Page, to: number): Promise<void> {
  const box = (await slider(page).boundingBox())!
  await page.mouse.click(box.x + to * box.width, box.y + box.height / 2)
}

test('a training is watched, scrubbed through, and finished by hand', async ({ page }) => {
  const bench = new Bench(page)
  await bench.openFile(slowTraining(1_000_000))
  await bench.command('Watch trainings slowly')
  await bench.select('train')
  await bench.tab('Log')
  await page.getByTestId('run').click()
  await bench.isIn('running', 'train')
  await expect(
    bench
      .dock()
      .getByRole('img', { name: /Decision boundary/ })
      .first(),
  ).toBeVisible()
  await expect(pace(page, /^Watch · [\d,]+ it\/s$/)).toBeChecked()

  // A moment that was passed stays while the training goes on; Live follows it again.
  await expect.poll(() => moment(page)).toBeGreaterThan(60)
  await scrub(page, 0.1)
  const held = await moment(page)
  await expect(bench.dock()).toContainText(`iteration ${held.toLocaleString('en')}`)
  const running = page.getByTestId('node-state')
  const before = await running.innerText()
  await expect(running).not.toHaveText(before)
  expect(await moment(page)).toBe(held)
  await page.getByRole('button', { name: 'Live', exact: true }).click()
  await expect.poll(() => moment(page)).toBeGreaterThan(held)

  // Paused, it stands; a step is one iteration; then it goes on.
  const keys = bench.dock().getByRole('group', { name: 'Timeline of the training' })
  await keys.getByRole('button', { name: 'Pause the training' }).click()
  await expect(keys).toContainText('paused')
  await expect(bench.node('train')).toContainText('paused')
  await expect(page.getByTestId('log-time')).toContainText('paused')
  await expect(page.getByTestId('log-lines')).toContainText(/paused at iteration [\d,]+/)
  const stands = await moment(page)
  await keys.getByRole('button', { name: 'Train one step' }).click()
  await expect.poll(() => moment(page)).toBe(stands + 1)
  await keys.getByRole('button', { name: 'Train one step' }).click()
  await expect.poll(() => moment(page)).toBe(stands + 2)
  await keys.getByRole('button', { name: 'Go on training' }).click()
  await expect.poll(() => moment(page)).toBeGreaterThan(stands + 5)

  await bench.inspector().getByRole('button', { name: 'Finish now' }).press('Enter')
  await bench.finished()
  // The button goes; whoever pressed it is not lost.
  await expect(bench.inspector().locator('[role=tab]:focus')).toHaveText('Log')
  await bench.isIn('done', 'train', 'evaluate')
  await expect(bench.node('train')).toContainText(/finished early\s*at [\d,]+/)
  await expect(bench.inspector()).toContainText(/Finished by hand at iteration [\d,]+: the model is as it was then/)
  const { summary, finishedEarly, warnings } = await bench.result()
  expect(summary!['converged']).toBe(false)
  expect(finishedEarly?.replaceAll(',', '')).toBe(`iteration ${String(summary!['nIterations'])}`)
  expect(warnings).toHaveLength(1)

  // Its way stays there to be looked at.
  await bench.dock().getByRole('tab', { name: 'Training' }).click()
  await scrub(page, 0.02)
  expect(await moment(page)).toBeLessThan(held)

  // The pace is the page's, not the document's; and a run trains anew what was finished early.
  await page.reload()
  await bench.isIn('done', 'train')
  await expect(bench.node('train')).toContainText('finished early')
  await bench.select('train')
  await page.getByTestId('run').click()
  await bench.isIn('running', 'train')
  await expect(pace(page, /^Watch/)).toBeChecked()
  await pace(page, /^Full speed/).click()
  await expect(pace(page, /^Full speed · [\d,]+ it\/s$/)).toBeChecked()
  await page.getByTestId('stop').click()
  await expect(page.getByTestId('run')).toBeVisible()
})
