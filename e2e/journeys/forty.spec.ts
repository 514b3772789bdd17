import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeResult } from '../../src/shared/results/results'
import { expect, test } from '../workbench'
import { Bench } from './bench'
import { runByCommandLine } from './commandLine'
import { fortyNodes } from './forty'

test('forty nodes of mixed kinds give the numbers of the command line', async ({ page, workbench }) => {
  const pipeline = fortyNodes()
  const path = join(workbench.folder, 'forty.lathe.json')
  writeFileSync(path, JSON.stringify(pipeline))
  const expected = Object.entries((await runByCommandLine(path, workbench.folder)).nodes)
  expect(expected).toHaveLength(40)

  const bench = new Bench(page)
  await bench.openFile(pipeline)
  await bench.run()
  await bench.isIn('done', ...expected.map(([id]) => id))
  await bench.command('Fold the results')
  for (const [id, result] of expected) {
    if (!result.blocks?.length) continue
    await bench.select(id)
    expect(differences(found(await bench.result()), found(result), id)).toEqual([])
  }
})

const found = ({ summary, blocks }: NodeResult): object => ({ summary, blocks })

/** Where two values are not the same. Numbers may differ by 1e-9: exponentials of two versions of V8 differ in the last digit. */
function differences(got: unknown, wanted: unknown, at: string): string[] {
  if (isObject(got) && isObject(wanted)) {
    const keys = new Set([...Object.keys(got), ...Object.keys(wanted)])
    return [...keys].flatMap(key => differences(got[key], wanted[key], `${at}.${key}`))
  }
  const close =
    typeof got === 'number' &&
    typeof wanted === 'number' &&
    Math.abs(got - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
  return close || got === wanted ? [] : [`${at}: ${JSON.stringify(got)} for ${JSON.stringify(wanted)}`]
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
