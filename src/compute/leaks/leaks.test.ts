import { describe, expect, it } from 'vitest'
import type { LeakReport } from '../../shared/results/leaks'
import { pauses } from '../frame/pause'
import { frameOf } from '../testing/frames'
import { findLeaks } from './find'
import { honestTables, type Planted, plantedTables } from './planted.fixture'

function look(
  { table, kinds, target }: Pick<Planted, 'table' | 'kinds' | 'target'>,
  without?: string,
): Promise<LeakReport> {
  const frame = frameOf(table, kinds ? { kinds } : {})
  const features = frame.columns.filter(c => c.name !== target && c.name !== without)
  return findLeaks(
    features,
    frame.columns.find(c => c.name === target),
    new Set(),
    pauses(),
  )
}
const named = ({ leaks, keys }: LeakReport): string[] => [...leaks, ...keys].map(c => c.column)

it('plants at least forty leaks', () => expect(plantedTables.length).toBeGreaterThanOrEqual(40))

describe('planted', () => {
  it.each(plantedTables)('$name', async planted => {
    const report = await look(planted)
    expect(named(report)).toEqual([planted.leak])
    expect(report.keys.length > 0).toBe(planted.key === true)
    // The same table without it.
    expect(named(await look(planted, planted.leak))).toEqual([])
  })
})

describe('honest', () => {
  it.each(honestTables)('$name', async honest => {
    expect(await look(honest)).toMatchObject({ leaks: [], keys: [] })
  })
})

it('stops where it is asked to', async () => {
  const [{ table }] = plantedTables
  const frame = frameOf(table)
  const signal = AbortSignal.abort()
  await expect(findLeaks(frame.columns.slice(0, -1), frame.columns.at(-1), new Set(), pauses(signal))).rejects.toThrow(
    expect.objectContaining({ code: 'cancelled' }) as Error,
  )
})
