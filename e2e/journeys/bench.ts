import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { root } from '../../scripts/unpack.mjs'
import type { NodeResult } from '../../src/shared/results/results'
import { chosen, expect, saved, type SavedFile, test } from '../workbench'

/** A table that comes with the program. */
export const sample = (name: string): string => readFileSync(join(root, 'resources/samples', `${name}.csv`), 'utf8')

/** The workbench as a person handles it: what the journeys do, by roles and names. */
export class Bench {
  constructor(readonly page: Page) {
    // Playwright catches file choosers only while somebody listens, and begins a moment after it was asked to.
    page.on('filechooser', () => {})
  }

  node = (id: string): Locator => this.page.getByTestId(`node-${id}`)
  port = (node: string, side: 'input' | 'output', name: string): Locator =>
    this.page.getByTestId(`port-${node}-${side}-${name}`)
  dock = (): Locator => this.page.getByTestId('dock')
  inspector = (): Locator => this.page.getByTestId('inspector')

  /** Lets go of a file over the window. */
  async drop(name: string, content: string | Uint8Array): Promise<void> {
    const dropped = await this.page.evaluateHandle(
      ([fileName, bytes]) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([Uint8Array.from(bytes)], fileName, { type: 'text/csv' }))
        return transfer
      },
      [name, [...(typeof content === 'string' ? Buffer.from(content) : content)]] as const,
    )
    for (const type of ['dragover', 'drop']) await this.page.dispatchEvent('body', type, { dataTransfer: dropped })
  }

  async openTemplate(name: string): Promise<void> {
    await this.page.getByTestId(`template-${name}`).click()
    await expect(this.page.getByTestId('canvas')).toBeVisible()
  }

  async goTo(page: 'Canvas' | 'Data' | 'Results' | 'Learn' | 'Report'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: page }).click()
    await expect(this.page.getByRole('main', { name: page })).toBeVisible()
  }

  /** Picks a node: a click, once the canvas stands still. */
  async select(id: string): Promise<void> {
    await this.node(id).click()
    await expect(this.node(id)).toHaveAccessibleName(/, selected$/)
  }

  /** Runs everything and waits for its end. */
  async run(): Promise<void> {
    await this.page.getByTestId('run').click()
    await this.finished()
  }

  async finished(): Promise<void> {
    await expect(this.page.getByTestId('run')).toBeVisible({ timeout: 100_000 })
    await expect(this.page.getByRole('contentinfo', { name: 'Status' })).toContainText('Run finished')
  }

  async isIn(state: string, ...ids: string[]): Promise<void> {
    for (const id of ids) await expect(this.node(id)).toHaveAttribute('data-state', state, { timeout: 15_000 })
  }

  /** Pulls from one point to another in small steps, as a hand does. */
  async pull(from: Locator, to: { x: number; y: number }): Promise<void> {
    await from.hover()
    const start = await middle(from)
    await this.page.mouse.down()
    await this.page.mouse.move((start.x + to.x) / 2, (start.y + to.y) / 2, { steps: 4 })
    await this.page.mouse.move(to.x, to.y, { steps: 4 })
    await this.page.mouse.up()
  }

  /** Pulls from a node's output to empty canvas and takes a node from the list. */
  async pullNext(from: string, output: string, title: string): Promise<void> {
    const port = this.port(from, 'output', output)
    await port.hover()
    const start = await middle(port)
    await this.pull(port, { x: start.x + 20, y: start.y + 90 })
    const list = this.page.getByTestId('quick-add')
    await list.getByRole('combobox').fill(title)
    await list.getByRole('option', { name: title }).first().click()
    await expect(list).toBeHidden()
  }

  async tab(name: 'Parameters' | 'How it works' | 'Data' | 'Log'): Promise<void> {
    await this.inspector().getByRole('tab', { name }).click()
  }

  /** A field of the form of the selected node. */
  field = (label: string): Locator => this.inspector().getByLabel(label, { exact: true })

  /** Opens the list behind the selected node and takes the first node that is called so: keys only. */
  async addNext(title: string): Promise<void> {
    await this.page.keyboard.press('Space')
    const list = this.page.getByTestId('quick-add')
    await expect(list.getByRole('combobox')).toBeFocused()
    await this.page.keyboard.type(title)
    await expect(list.getByRole('option').first()).toContainText(title)
    await this.page.keyboard.press('Enter')
    await expect(list).toBeHidden()
  }

  /** Types into a field of the form and leaves it. */
  async set(label: string, value: string): Promise<void> {
    await this.field(label).fill(value)
    await this.field(label).press('Tab')
  }

  /** Takes a choice of the form: from a list, or side by side where there is room for that. */
  async choose(label: string, choice: string): Promise<void> {
    const list = this.inspector().getByRole('combobox', { name: label, exact: true })
    const side = this.inspector().getByRole('radiogroup', { name: label, exact: true })
    await expect(list.or(side)).toBeVisible()
    if (await list.isVisible()) await list.selectOption({ label: choice })
    else await side.getByRole('radio', { name: choice, exact: true }).click()
  }

  /** Types once a field has the focus, as a person does who looks: a key before that would be a shortcut of the page. */
  async type(text: string): Promise<void> {
    await expect(this.page.locator('input:focus, textarea:focus')).toBeVisible()
    await this.page.keyboard.type(text)
  }

  /** Does something by its name in the command palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('Control+k')
    const box = this.page.getByRole('dialog', { name: 'Search or run' })
    await box.getByRole('combobox').fill(title)
    await expect(box.getByRole('option').first()).toContainText(title)
    await this.page.keyboard.press('Enter')
    await expect(box).toBeHidden()
  }

  /** Opens a pipeline from a file. */
  async openFile(document: object): Promise<void> {
    await expect(this.page.getByTestId('canvas').or(this.page.getByTestId('template-penguins'))).toBeVisible()
    const path = test.info().outputPath('made.lathe.json')
    writeFileSync(path, JSON.stringify(document))
    await chosen(this.page, path, () => this.page.keyboard.press('Control+o'))
    await expect(this.page.getByTestId('title')).toHaveText((document as { name: string }).name)
    await expect(this.page.getByTestId('canvas')).toBeVisible()
  }

  /** The document as a file: what undo, reload and crashes must bring back. */
  async document(): Promise<unknown> {
    const { bytes } = await saved(this.page, () => this.command('Download a copy'))
    return JSON.parse(bytes.toString())
  }

  /** All that the selected node has found, as it saves it. */
  async result(): Promise<NodeResult> {
    const { bytes } = await saved(this.page, () => this.command('Save all results of the node'))
    return JSON.parse(strFromU8(unzipSync(bytes)['result.json'])) as NodeResult
  }

  async closeToasts(): Promise<void> {
    for (const close of await this.page.getByRole('button', { name: 'Close' }).all()) await close.click()
  }

  /** Figures of the strip in the dock, by label. */
  async figures(): Promise<Record<string, string>> {
    const strip = this.dock().getByTestId('metrics').first()
    await expect(strip).toBeVisible()
    return strip
      .locator('.metric')
      .evaluateAll(cells =>
        Object.fromEntries(
          cells.map(c => [c.children[0]?.textContent?.trim() ?? '', c.children[1]?.textContent?.trim() ?? '']),
        ),
      )
  }

  /** Saves the report in a form. */
  async saveReport(form: 'HTML' | 'Markdown' | 'PDF'): Promise<SavedFile> {
    const button = this.page.getByRole('main', { name: 'Report' }).getByRole('button', { name: form, exact: true })
    return saved(this.page, () => button.click())
  }
}

async function middle(of: Locator): Promise<{ x: number; y: number }> {
  const box = (await of.boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
