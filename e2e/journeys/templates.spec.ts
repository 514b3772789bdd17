import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/unpack.mjs'
import type { MetricsBlock } from '../../src/shared/results/blocks'
import { formatCell } from '../../src/shared/results/format'
import { expect, test } from '../workbench'
import { Bench } from './bench'
import { runByCommandLine } from './commandLine'

const folder = join(root, 'resources/templates')
const names = readdirSync(folder).flatMap(file => /^(.*)\.lathe\.json$/.exec(file)?.[1] ?? [])

for (const name of names) {
  test(`the template ${name} gives the numbers of the command line`, async ({ page, workbench }) => {
    const results = await runByCommandLine(join(folder, `${name}.lathe.json`), workbench.folder)
    const [node, result] = Object.entries(results.nodes).find(([, { type }]) => type === 'evaluate')!
    // Blocks of single folds and of the training rows stand behind a switch.
    const expected = result
      .blocks!.filter((b): b is MetricsBlock => b.kind === 'metrics' && !b.aside)
      .flatMap(b => b.items)
    expect(expected.length).toBeGreaterThan(0)

    const bench = new Bench(page)
    await bench.openTemplate(name)
    await bench.run()
    await bench.select(node)
    const shown = await bench.figures()
    for (const { label, value, format } of expected)
      expect(shown[label], label).toContain(
        formatCell(value, format ?? (Number.isInteger(value) ? 'integer' : 'figure')),
      )
  })
}
