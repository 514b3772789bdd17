import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Block, BoundaryChart } from '../../../../shared/results/blocks'
import type { Frame } from '../../../frame/frame'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import golden from './golden.json'
import { fitOn, tableOf } from './logisticRegression.fixture'

const device = await testDevice()
const fit = fitOn(device)

const boundariesOf = (blocks: readonly Block[]): BoundaryChart[] =>
  blocks.flatMap(b => (b.id === 'boundary' && b.kind === 'chart' && b.chart.type === 'boundary' ? [b.chart] : []))

/** Every look at the clock finds it this much later. */
function clockOf(milliseconds: number): void {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += milliseconds))
}

afterEach(() => void vi.restoreAllMocks())

function expectSound(chart: BoundaryChart, first: BoundaryChart): void {
  expect([chart.x.label, chart.y.label]).toEqual([first.x.label, first.y.label])
  expect(chart.xs).toEqual(first.xs)
  expect(chart.ys).toEqual(first.ys)
  expect([...chart.xs, ...chart.ys].every(Number.isFinite)).toBe(true)
  expect(chart.cell.map(row => row.length)).toEqual(chart.ys.map(() => chart.xs.length))
  for (const { class: k, sure } of chart.cell.flat()) {
    expect(chart.classes[k]).toBeDefined()
    expect(sure).toBeGreaterThanOrEqual(1 / chart.classes.length - 1e-12)
    expect(sure).toBeLessThanOrEqual(1)
  }
}

/** Two features that decide and one that does not; the last tenth has no target. */
function rowsOf(n: number): Frame {
  const columns = Object.fromEntries(['a', 'b', 'c'].map((name, j) => [name, testNumbers(n, 31 * j)]))
  const y = Float64Array.from({ length: n }, (_, i) =>
    i >= 0.9 * n ? NaN : columns['a'][i] + columns['b'][i] + Math.sin(i * 3.1) > 0 ? 1 : 0,
  )
  return frameOf({ ...columns, y }, { roles: { y: 'target' }, kinds: { y: 'integer' } })
}

describe('the boundary moves while the fit runs', () => {
  it.each(['gradientDescent', 'lbfgs', 'newton'])('%s', async solver => {
    clockOf(100)
    const { shown, blocks } = await fit(tableOf(golden.iris), { solver, maxIter: 20, tol: 1e-9 })
    const live = boundariesOf(shown)
    expect(live.length).toBeGreaterThan(1)
    live.forEach(chart => expectSound(chart, live[0]))
    expect(live.at(-1)!.cell).not.toEqual(live[0].cell)
    const [last] = boundariesOf(blocks!)
    expect(live[0].classes).toEqual(last.classes)
    expect(live[0].points.map(s => [s.name, s.points])).toEqual(last.points.map(s => [s.name, s.points]))
  })

  it('over at most 800 training rows, and ends where the final one stands', async () => {
    const frame = rowsOf(4000)
    clockOf(50)
    const { shown, blocks } = await fit(frame, { solver: 'gradientDescent', maxIter: 200, tol: 1e-7 })
    const live = boundariesOf(shown)
    const [first, last, final] = [live[0], live.at(-1)!, boundariesOf(blocks!)[0]]
    const rows = first.points.flatMap(s => s.rows!)
    expect(rows.length).toBe(800)
    expect(Math.max(...rows)).toBeLessThan(3600)
    expect([last.x.label, last.y.label]).toEqual([final.x.label, final.y.label])
    // Both grids cut the same square evenly: the share of each class may differ by the cells the line crosses.
    const share = ({ cell }: BoundaryChart): number =>
      cell.flat().filter(c => c.class === 1).length / cell.flat().length
    expect(Math.abs(share(last) - share(final))).toBeLessThan(0.05)
  })

  it('without it for one feature, and for solvers that are done before anyone could watch', async () => {
    clockOf(0)
    const one = frameOf({ x: [1, 2, 3, 4, 5, 6], y: ['a', 'b', 'a', 'a', 'b', 'b'] }, { roles: { y: 'target' } })
    expect(boundariesOf((await fit(one, { solver: 'gradientDescent' })).shown)).toEqual([])
    expect(boundariesOf((await fit(tableOf(golden.iris), { solver: 'lbfgs' })).shown)).toEqual([])
  })
})

it('slow iterations are read back a few at a time, to the same result', async () => {
  const frame = rowsOf(400)
  const run = async (clock: number): Promise<{ readbacks: number; coefficients: unknown; losses: number }> => {
    clockOf(clock)
    const since = device.counter.since()
    const { summary, shown } = await fit(frame, { solver: 'gradientDescent', maxIter: 60, tol: 1e-9 })
    vi.restoreAllMocks()
    const losses = shown.filter(b => b.id === 'loss').length
    return { readbacks: since().readbacks, coefficients: summary['coefficients'], losses }
  }
  const [fast, slow] = [await run(0), await run(300)]
  expect(slow.coefficients).toEqual(fast.coefficients)
  expect(slow.losses).toBe(60)
  // Portions of 16, 32 and 12 iterations against one for each.
  expect(slow.readbacks - fast.readbacks).toBeGreaterThanOrEqual(57)
})
