import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../workbench'
import { Bench } from './bench'

/** A file with one decision that could be otherwise. */
interface Case {
  what: string
  text: string | Uint8Array
  /** The column that is asked about, in small letters; else what is decided of the whole file. */
  of: string
  /** What is told of the decision. */
  told: RegExp
  /** The reading in use, and the other. */
  from: RegExp
  to: RegExp
  /** The first row and the head, as they are read so. */
  before: RegExp
  after: RegExp
}

const lines = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => `${line(i)}\n`).join('')
/** Russian letters are one byte each, in the order of their code points. */
const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, c => (c >= 'А' && c <= 'я' ? c.codePointAt(0)! - 0x410 + 0xc0 : c.codePointAt(0)!))
const two = (n: number): string => String(n).padStart(2, '0')

const cases: Case[] = [
  {
    what: 'order of day and month',
    text: `no,boarded\n${lines(30, i => `${i + 1},${two(1 + (i % 9))}/${two(1 + (i % 7))}/1912`)}`,
    of: 'boarded',
    told: /order of day and month/,
    from: /Text/,
    to: /Day, month/,
    before: /02\/02\/1912/,
    after: /1912-02-02/,
  },
  {
    what: 'decimals or thousands of a column',
    text: `no,price\n${lines(30, i => `${i + 1},${i + 1}.${100 + i}`)}`,
    of: 'price',
    told: /decimals or thousands/,
    from: /Decimals/,
    to: /Thousands/,
    before: /1\.100/,
    after: /1,100/,
  },
  {
    what: 'words for missing',
    text: `no,deck\n${lines(30, i => `${i + 1},${i % 3 === 0 ? 'n/a' : 'CDE'[i % 3]}`)}`,
    of: 'deck',
    told: /missing/,
    from: /Text/,
    to: /Missing/,
    before: /n\/a/,
    after: /missing/,
  },
  {
    what: 'delimiter',
    text: `name|note\n${lines(20, i => `a${i}|x,y;z`)}`,
    of: 'Delimiter',
    told: /delimiter is not certain/,
    from: /bar/,
    to: /semicolon/,
    before: /x,y;z/,
    after: /a0\|x,y/,
  },
  {
    what: 'header',
    text: `2018,2019,2020\n${lines(10, i => `${i + 1},${i + 2},${i + 3}`)}`,
    of: 'Header',
    told: /names of the columns/,
    from: /names/,
    to: /row/,
    before: /8 of 10/,
    after: /8 of 11/,
  },
  {
    what: 'quote that would merge lines',
    text: `id\tsize\n1\t"open\n2\tplain\n3\tplain\n4\tshut" it\n${lines(10, i => `${i + 5}\tplain`)}`,
    of: 'Quote',
    told: /Quotes were read as text/,
    from: /text/,
    to: /wrap/,
    before: /8 of 14/,
    after: /8 of 13/,
  },
  {
    what: 'encoding',
    text: windows1251(`имя,город\n${lines(20, i => `Москва${i},Казань`)}`),
    of: 'Encoding',
    told: /not UTF-8/,
    from: /1251/,
    to: /1252/,
    before: /Москва/,
    after: /Ìîñêâà/,
  },
  {
    what: 'first line of the table',
    text: `Report of May\n\na,b,c\n${lines(12, i => `${i},${i + 1},${i + 2}`)}`,
    of: 'Skip lines',
    told: /before the table/,
    from: /line 3/,
    to: /line 1/,
    before: /8 of 12/,
    after: /Report of May/,
  },
]

const rows = (page: Page): Locator => page.getByTestId('first-rows')

/** The file is dropped, and has been read. */
async function dropped(page: Page, text: string | Uint8Array): Promise<Bench> {
  const bench = new Bench(page)
  await bench.drop('given.csv', text)
  await expect(page.getByTestId('node-load')).toBeVisible()
  await bench.finished()
  await bench.closeToasts()
  return bench
}

for (const { what, text, of, told, from, to, before, after } of cases)
  test(`the ${what} is asked, answered by mouse and by keyboard, and taken back`, async ({ page }) => {
    const bench = await dropped(page, text)
    const tab = bench.dock().getByRole('tab', { name: /^Questions/ })
    await expect(tab).toHaveAttribute('aria-selected', 'true')
    const question = page.getByTestId('questions').getByRole('listitem').filter({ hasText: told })
    const asks = question.getByRole('radiogroup', { name: `How ${of} is read`, exact: true })
    await expect(asks.getByRole('radio', { name: from })).toBeChecked()
    await expect(rows(page)).toContainText(before)
    const untouched = await bench.document()

    // By mouse: read again at once, one change of the document.
    await asks.getByRole('radio', { name: to }).click()
    await expect(rows(page)).toContainText(after)
    await expect(asks.getByRole('radio', { name: to })).toBeChecked()
    const answered = await bench.document()
    expect(answered).not.toEqual(untouched)

    await page.keyboard.press('Control+z')
    await expect(rows(page)).toContainText(before)
    await expect(asks.getByRole('radio', { name: from })).toBeChecked()
    expect(await bench.document()).toEqual(untouched)

    // By keyboard: one stop for Tab, arrows change the reading; what is asked about is tinted meanwhile.
    await asks.getByRole('radio', { name: from }).focus()
    if (/^[a-z]/.test(of)) await expect(rows(page).locator('th.tinted')).toContainText(of)
    const readings = await asks.getByRole('radio').allTextContents()
    const way = readings.findIndex(r => to.test(r)) - readings.findIndex(r => from.test(r))
    for (let i = 0; i < Math.abs(way); i++) {
      await page.keyboard.press(way > 0 ? 'ArrowRight' : 'ArrowLeft')
      await bench.finished()
    }
    await expect(asks.getByRole('radio', { name: to })).toBeFocused()
    await expect(rows(page)).toContainText(after)
    expect(await bench.document()).toEqual(answered)
  })

test('questions are walked by keyboard, called right together, and asked again after undo', async ({ page }) => {
  const text = `List of passengers\n\nno,boarded,fare_pence,deck\n${lines(
    40,
    i =>
      `${i + 1},${two(1 + (i % 9))}/${two(1 + (i % 7))}/1912,${1 + i}.${100 + i},${i % 3 === 0 ? 'n/a' : 'CDE'[i % 3]}`,
  )}`
  const bench = await dropped(page, text)
  const radios = page.getByTestId('questions').getByRole('radio', { checked: true })
  const count = await radios.count()
  expect(count).toBeGreaterThanOrEqual(4)
  const tab = bench.dock().getByRole('tab', { name: /^Questions/ })
  await expect(tab).toContainText(String(count))
  await radios.first().focus()
  for (let i = 1; i < count; i++) {
    await page.keyboard.press('ArrowDown')
    await expect(radios.nth(i)).toBeFocused()
  }
  await expect(rows(page).locator('th.tinted')).toHaveCount(1)
  const pictures = process.env.LATHE_PICTURES
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    if (pictures) await page.screenshot({ path: `${pictures}/questions-${colorScheme}.png` })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.map(v => [v.id, v.nodes.map(n => n.html)])).toEqual([])
  }

  // What was noticed stands at its column, in the inspector and on the Data page.
  await expect(page.getByTestId('data-tab').getByRole('listitem').filter({ hasText: 'fare_pence' })).toContainText(
    'asked',
  )
  await bench.goTo('Data')
  await expect(page.getByRole('columnheader', { name: /^fare_pence/ })).toContainText('asked')
  await page.getByTestId('import-tab').click()
  const listed = page.getByTestId('import-panel').getByRole('list', { name: 'Questions about the file' })
  await expect(listed.getByRole('listitem')).toHaveCount(count)
  if (pictures) await page.screenshot({ path: `${pictures}/questions-data-dark.png` })
  await bench.goTo('Canvas')

  await page.getByRole('button', { name: 'All are right' }).click()
  await expect(tab).toBeHidden()
  await expect(bench.dock().getByRole('tab', { name: 'Overview' })).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(tab).toContainText(String(count))
})

test('a file without doubt asks nothing', async ({ page }) => {
  const bench = await dropped(page, `a,b\n${lines(20, i => `${i},x${i}`)}`)
  await expect(bench.dock().getByRole('tab', { name: 'Overview' })).toBeVisible()
  await expect(bench.dock().getByRole('tab', { name: /Questions/ })).toHaveCount(0)
})
