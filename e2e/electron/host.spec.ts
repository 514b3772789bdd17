import { Bench } from '../journeys/bench'
import { expect, test } from '../workbench'

test('the page has what a desktop gives, and nothing of Electron or Node', async ({ page }) => {
  expect(page.url()).toMatch(/^lathe:\/\/app\//)
  const found = await page.evaluate(() => ({
    desktop: Object.keys(window.lathe ?? {}).sort(),
    reach: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(name => name in globalThis),
    secure: isSecureContext,
    gpu: 'gpu' in navigator,
    eval: ((): string => {
      try {
        // oxlint-disable-next-line typescript/no-implied-eval -- the policy must refuse it
        return String(new Function('return 1')())
      } catch {
        return 'refused'
      }
    })(),
  }))
  expect(found).toEqual({
    desktop: [
      'chooseFile',
      'chooseTarget',
      'onAction',
      'onOpenFile',
      'pathOf',
      'platform',
      'saveLogs',
      'setDocument',
      'setMenu',
    ],
    reach: [],
    secure: true,
    gpu: true,
    eval: 'refused',
  })
})

test('the page stays where it is and gets no permission', async ({ page }) => {
  const before = page.url()
  const refused = await page.evaluate(async () => {
    const popup = window.open('about:blank')
    location.href = 'https://evil.example/'
    await new Promise(resolve => setTimeout(resolve, 500))
    const states = await Promise.all(
      (['camera', 'geolocation', 'notifications'] as PermissionName[]).map(
        async name => (await navigator.permissions.query({ name })).state,
      ),
    )
    const outside = await fetch('https://evil.example/').then(
      () => 'reached',
      () => 'refused',
    )
    return { popup: popup === null, states, outside }
  })
  expect(refused).toEqual({ popup: true, states: ['denied', 'denied', 'denied'], outside: 'refused' })
  expect(page.url()).toBe(before)
})

test('a template runs, its report is seen, and a second window of results is as powerless as the first', async ({
  page,
}) => {
  const bench = new Bench(page)
  await bench.openTemplate('penguins')
  await bench.run()
  await bench.select('evaluate')
  const opened = page.context().waitForEvent('page')
  await bench.command('Open results in a window of their own')
  const second = await opened
  await expect(second.getByText('Accuracy').first()).toBeVisible()
  const reach = await second.evaluate(() =>
    ['lathe', 'require', 'process', 'electron'].filter(name => name in globalThis),
  )
  expect(reach).toEqual([])
  await bench.goTo('Report')
  await expect(page.frameLocator('iframe').locator('.lead')).toContainText('names the class of')
})
