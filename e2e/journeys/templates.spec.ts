import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/unpack.mjs'
import type { Block, MetricsBlock, TableBlock } from '../../src/shared/results/blocks'
import { formatCell, formatCount } from '../../src/shared/results/format'
import { expect, test } from '../workbench'
import { Bench } from './bench'
import { runByCommandLine } from './commandLine'

const folder = join(root, 'resources/templates')
const names = readdirSync(folder).flatMap(file => /^(.*)\.lathe\.json$/.exec(file)?.[1] ?? [])

for (const name of names) {
  test(`the template ${name} gives the numbers of the command line`, async ({ page, workbench }) => {
    const results = await runByCommandLine(join(folder, `${name}.lathe.json`), workbench.folder)
    const [node, result] = Object.entries(results.nodes).find(([, { type }]) => type === 'evaluate')!
    const loaded = Object.values(results.nodes).find(({ type }) => type === 'data.sample')!

    const bench = new Bench(page)
    const card = page.getByTestId(`template-${name}`)
    await expect(card).toContainText(formatCount(loaded.summary!['rows'] as number, 'row'))
    await bench.openTemplate(name)
    await bench.run()
    await bench.select(node)
    const compared = result.blocks!.find((b): b is TableBlock => b.id === 'comparison' && b.kind === 'table')
    if (compared) await showsTable(bench, compared)
    else await showsFigures(bench, result.blocks!)
  })
}

/** Blocks of single folds and of the training rows stand behind a switch. */
async function showsFigures(bench: Bench, blocks: readonly Block[]): Promise<void> {
  const expected = blocks.filter((b): b is MetricsBlock => b.kind === 'metrics' && !b.aside).flatMap(b => b.items)
  expect(expected.length).toBeGreaterThan(0)
  const shown = await bench.figures()
  for (const { label, value, format } of expected)
    expect(shown[label], label).toContain(formatCell(value, format ?? (Number.isInteger(value) ? 'integer' : 'figure')))
}

/** Several models: a line each, with every figure. */
async function showsTable(bench: Bench, { columns, rows }: TableBlock): Promise<void> {
  const lines = bench.dock().getByRole('region', { name: 'Models side by side' }).locator('tbody tr')
  await expect(lines).toHaveCount(rows.length)
  for (const [i, row] of rows.entries())
    for (const [j, cell] of row.entries())
      await expect(lines.nth(i)).toContainText(formatCell(cell, columns[j].format ?? 'figure'))
}
