import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { root } from '../../scripts/unpack.mjs'
import { expect, test } from '../workbench'
import { Bench } from './bench'

const pages = ['Canvas', 'Data', 'Results', 'Learn', 'Report'] as const

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const bench = new Bench(page)
    const faults = async (where: string): Promise<string[]> => {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().exclude('iframe').analyze()
      return violations
        .filter(v => v.impact === 'serious' || v.impact === 'critical')
        .flatMap(v => v.nodes.map(n => `${where}: ${v.id} ${n.target.join(' ')}: ${n.failureSummary ?? ''}`))
    }
    await expect(page.getByTestId('template-penguins')).toBeVisible()
    const found = await faults('Start')
    await bench.openTemplate('penguins')
    await bench.run()
    await bench.select('train')
    for (const name of pages) {
      await bench.goTo(name)
      await page.waitForTimeout(500)
      found.push(...(await faults(name)))
    }
    expect(found).toEqual([])
  })
}

/** The pictures of the README and of the comparison with the mock-ups: LATHE_PICTURES=1, or a folder for all sizes. */
const pictures = process.env.LATHE_PICTURES
if (pictures !== undefined) {
  const committed = pictures === '1'
  const folder = committed ? join(root, 'docs/pictures') : pictures
  const sizes = committed
    ? [[1280, 800] as const]
    : ([
        [1280, 800],
        [1920, 1080],
      ] as const)
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of sizes)
      test(`pictures, ${colorScheme} ${width} × ${height}`, async ({ page }) => {
        mkdirSync(folder, { recursive: true })
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const bench = new Bench(page)
        const shoot = async (name: string): Promise<void> => {
          await page.waitForTimeout(800)
          const size = committed ? '' : `-${width}`
          await page.screenshot({ path: join(folder, `${name.toLowerCase()}-${colorScheme}${size}.png`) })
        }
        await expect(page.getByTestId('template-penguins')).toBeVisible()
        await shoot('Start')
        await bench.openTemplate('penguins')
        await bench.run()
        await bench.select('train')
        for (const name of pages.filter(p => !committed || p !== 'Learn')) {
          await bench.goTo(name)
          await shoot(name)
        }
      })
}
