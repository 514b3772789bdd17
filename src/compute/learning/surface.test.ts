import { describe, expect, it } from 'vitest'
import type { Block, SurfaceDiagram } from '../../shared/results/blocks'
import type { Frame } from '../frame/frame'
import { testDevice } from '../testing/device'
import { frameOf, testNumbers } from '../testing/frames'
import { runType } from '../testing/run'

const device = await testDevice()

const [a, b, noise] = [1, 2, 3].map(seed => testNumbers(400, seed))
/** A weight that follows grams with a bend and millimetres with a line, and a column that says nothing. */
const frame = frameOf(
  {
    grams: a.map(v => 4000 + 500 * v),
    noise,
    millimetres: b.map(v => 0.2 + 0.01 * v),
    weight: a.map((v, i) => 2 * v + v * v + 3 * b[i]),
  },
  { roles: { weight: 'target' } },
)
const truth = (grams: number, millimetres: number): number => {
  const v = (grams - 4000) / 500
  return 2 * v + v * v + (3 * (millimetres - 0.2)) / 0.01
}

type Steps = readonly (readonly [type: string, params?: Record<string, unknown>])[]

async function surfaceAfter(
  from: Frame,
  steps: Steps,
): Promise<{ chart: SurfaceDiagram; caption: string } | undefined> {
  let made = from
  let blocks: readonly Block[] | undefined
  for (const [type, params] of steps) {
    const run = await runType(device, type, made, params)
    made = run.frame!
    blocks = run.blocks
  }
  const block = blocks?.find(b => b.id === 'surface')
  if (block?.kind !== 'chart' || block.chart.type !== 'surface') return undefined
  return { chart: block.chart, caption: block.caption! }
}

describe('the fitted surface', () => {
  it.each<[string, number, Steps]>([
    [
      'of powers behind a scale',
      1e-6,
      [['prep.scale'], ['prep.polynomial', { degree: 2 }], ['model.linearRegression']],
    ],
    ['of neighbours', 1, [['prep.scale'], ['model.knn', { nNeighbors: 3 }]]],
  ])('%s lies in the units of the data', async (_, near, steps) => {
    const { chart, caption } = (await surfaceAfter(frame, steps))!
    expect([chart.x.label, chart.y.label, chart.z.label]).toEqual(['grams', 'millimetres', 'weight'])
    const inside = chart.ys.flatMap((y, i) => chart.xs.map((x, j) => Math.abs(chart.values[i][j]! - truth(x, y))))
    const sorted = inside.sort((p, q) => p - q)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(near)
    expect(caption).toContain('held at')
  })

  it('is of a network too', async () => {
    const steps: Steps = [['prep.scale'], ['model.mlp', { epochs: 2 }]]
    const { chart } = (await surfaceAfter(frame, steps))!
    expect(chart.values.flat().every(v => v !== null)).toBe(true)
  })

  it('needs two columns of numbers', async () => {
    const one = frameOf({ x: a, y: a.map(v => 2 * v) }, { roles: { y: 'target' } })
    expect(await surfaceAfter(one, [['model.linearRegression']])).toBeUndefined()
  })
})
