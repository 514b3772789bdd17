import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { root } from '../../scripts/unpack.mjs'
import { expect, test } from '../workbench'
import { Bench, sample } from './bench'
import { fails, slowTraining, twoModels } from './pipelines'

/**
 * Pictures of all that is seen here: LATHE_PICTURES names a folder. With LATHE_PICTURES=1 the few of the README are drawn again, in
 * `docs/pictures`.
 */
const pictures = process.env.LATHE_PICTURES
const ofReadme = new Set([
  ...['start', 'canvas', 'training', 'compare-large', 'learn', 'report'].map(scene => `${scene}-light`),
  ...['canvas', 'results', 'data'].map(scene => `${scene}-dark`),
])

/** Ways to what there is to see, in an order in which each goes on from the one before. */
const walks: Record<string, Record<string, (bench: Bench) => Promise<void>>> = {
  'pages of a finished line': {
    start: bench => expect(bench.page.getByTestId('template-penguins')).toBeVisible(),
    async canvas(bench) {
      await bench.openTemplate('penguins')
      await bench.run()
      await bench.closeToasts()
      await bench.select('train')
    },
    'how it works': bench => bench.tab('How it works'),
    log: bench => bench.tab('Log'),
    data: bench => bench.goTo('Data'),
    results: bench => bench.goTo('Results'),
    learn: bench => bench.goTo('Learn'),
    report: bench => bench.goTo('Report'),
  },
  'what opens over the window': {
    async commands({ page }) {
      await expect(page.getByTestId('template-penguins')).toBeVisible()
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('dialog', { name: 'Search or run' })).toBeVisible()
    },
    async shortcuts(bench) {
      await bench.page.keyboard.press('Escape')
      await bench.command('Keyboard shortcuts')
      await expect(bench.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    },
    async history(bench) {
      await bench.page.keyboard.press('Escape')
      await bench.openTemplate('diabetes')
      await bench.run()
      await bench.command('History of runs')
      await expect(bench.page.getByRole('button', { name: 'Restore the pipeline of run 1' })).toBeVisible()
    },
    async 'quick add'(bench) {
      await bench.page.keyboard.press('Escape')
      await bench.select('evaluate')
      await bench.page.keyboard.press('Space')
      await expect(bench.page.getByTestId('quick-add')).toBeVisible()
    },
    async menu(bench) {
      await bench.page.keyboard.press('Escape')
      await bench.page.getByRole('button', { name: /^Menu of / }).click()
      await expect(bench.page.getByRole('menu', { name: /^Menu of / })).toBeVisible()
    },
  },
  'what happens on the way': {
    async 'empty canvas'({ page }) {
      await page.getByRole('button', { name: 'Empty canvas' }).click()
      await expect(page.getByTestId('canvas')).toBeVisible()
    },
    async import(bench) {
      await bench.drop('penguins.csv', sample('penguins'))
      await bench.isIn('done', 'load')
      await bench.closeToasts()
      await bench.goTo('Data')
      await bench.page.getByTestId('import-tab').click()
      await expect(bench.page.getByTestId('import-panel').getByRole('heading', { name: 'Columns' })).toBeVisible()
    },
    async training(bench) {
      await bench.goTo('Canvas')
      await bench.openFile(slowTraining(1_000_000))
      await bench.page.getByTestId('run').click()
      await bench.isIn('running', 'train')
      await bench.select('train')
      await expect(bench.dock().locator('canvas, svg').first()).toBeVisible()
    },
    async failed(bench) {
      await bench.page.getByTestId('stop').click()
      await expect(bench.page.getByTestId('run')).toBeVisible()
      await bench.openFile(fails())
      await bench.page.getByTestId('run').click()
      await bench.isIn('failed', 'train')
      await bench.select('train')
      await expect(bench.page.getByRole('note', { name: 'Why it failed' })).toBeVisible()
    },
    async compare(bench) {
      await bench.openFile(twoModels())
      await bench.run()
      await bench.select('evaluate')
      await expect(bench.dock().getByRole('table').first()).toContainText('C = ')
    },
    'compare large': bench => bench.goTo('Results'),
  },
}

/** Each scene in both themes, in both sizes: the walk to it is made once. */
const looks = (['light', 'dark'] as const).flatMap(scheme =>
  [
    [1280, 800],
    [1920, 1080],
  ].map(([width, height]) => ({ scheme, width, height })),
)
type Look = (typeof looks)[number]

/** Serious faults that axe finds, and a page that is wider than its window. A wide dark page has no rule to itself: colours are read at 1280, the rest in light. */
async function faultsOf(page: Page, { scheme, width }: Look): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude('iframe')
  const rules = scheme === 'light' ? axe : width === 1280 ? axe.withRules(['color-contrast']) : null
  const violations = rules ? (await rules.analyze()).violations : []
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(n => `${id} ${n.target.join(' ')}: ${n.failureSummary ?? ''}`))
    .concat(beyond > 0 ? [`${beyond} pixels beyond the window`] : [])
}

async function shoot(page: Page, scene: string, { scheme, width }: Look): Promise<void> {
  if (pictures === undefined) return
  const few = pictures === '1'
  const name = `${scene.replaceAll(' ', '-')}-${scheme}`
  if (few && (width !== 1280 || !ofReadme.has(name))) return
  const folder = few ? join(root, 'docs/pictures') : pictures
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}${few ? '' : `-${width}`}.png`) })
}

for (const [walk, scenes] of Object.entries(walks))
  test(`${walk}: seen and read by all`, async ({ page }) => {
    test.setTimeout(240_000)
    const bench = new Bench(page)
    const found: string[] = []
    for (const [scene, go] of Object.entries(scenes)) {
      await go(bench)
      for (const look of looks) {
        await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: 'reduce' })
        await page.setViewportSize(look)
        // Charts are drawn once their place has its size.
        await page.waitForTimeout(pictures === undefined ? 300 : 800)
        await shoot(page, scene, look)
        found.push(
          ...(await faultsOf(page, look)).map(fault => `${scene}, ${look.scheme}, ${look.width} wide: ${fault}`),
        )
      }
      await page.setViewportSize(looks[0])
    }
    expect(found).toEqual([])
  })
