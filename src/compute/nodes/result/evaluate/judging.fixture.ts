import { expect } from 'vitest'
import type { Block } from '../../../../shared/results/blocks'
import type { Frame } from '../../../frame/frame'
import { testDevice } from '../../../testing/device'
import { runType } from '../../../testing/run'
import { classifiedFrame } from './predicted.fixture'
import { spec } from './spec'

/** What tests of the node share: a device for the file, a judgement checked for form, and a small binary problem. */
export const device = await testDevice()

type Models = Record<string, Record<string, Record<string, unknown>>>

export async function judge(frames: Frame | readonly Frame[], params: Record<string, unknown> = {}) {
  const run = await runType(device, 'evaluate', frames, params)
  const ids = (run.blocks ?? []).map(b => b.id)
  expect(ids.filter(id => !(id.split(':')[0] in spec.blocks))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
  expect(Object.keys(run.summary).sort()).toEqual(Object.keys(spec.attributes).sort())
  expect(strangeNumbers(run.summary)).toEqual([])
  expect(strangeNumbers(run.blocks)).toEqual([])
  const chief = (run.blocks ?? []).filter(b => !b.aside).map(b => b.id)
  return { ...run, ids, chief, models: run.summary['models'] as Models }
}

/** Paths of numbers that do not exist. */
function strangeNumbers(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => strangeNumbers(inner, `${path}.${key}`))
}

export function expectClose(got: Record<string, unknown>, want: Record<string, number>, reach = 1e-9): void {
  for (const [name, value] of Object.entries(want)) {
    const found = got[name] as number
    expect(Math.abs(found - value), `${name}: ${found}, expected ${value}`).toBeLessThanOrEqual(
      reach * Math.max(1, Math.abs(value)),
    )
  }
}

export const verdictIn = (blocks: readonly Block[] | undefined): { title: string; text: string; settled: boolean } => {
  const block = blocks?.find(b => b.id === 'verdict')
  return block?.kind === 'text'
    ? { title: block.title, text: block.text, settled: block.settled === true }
    : { title: '', text: '', settled: false }
}

export const tableIn = (blocks: readonly Block[] | undefined, id: string): Extract<Block, { kind: 'table' }> => {
  const block = blocks?.find(b => b.id === id)
  if (block?.kind !== 'table') throw new Error(`There is no table ${id}.`)
  return block
}

export const yes = [0.1, 0.4, 0.35, 0.8, 0.7, 0.2]
export const no = yes.map(p => 1 - p)
export const truth = ['no', 'no', 'yes', 'yes', 'yes', 'no']
export const binary = (options: Parameters<typeof classifiedFrame>[2] = {}): Frame =>
  classifiedFrame(truth, { no, yes }, options)
