import { describe, expect, it } from 'vitest'
import { dot } from '../vector'
import { lineSearch, type Evaluation, type Objective, type Point } from './lineSearch'

/** An objective that counts its calls, and the point to start from. */
function counted(f: (x: Float64Array) => Evaluation, start: readonly number[]) {
  const seen: Float64Array[] = []
  const objective: Objective = x => {
    seen.push(x.slice())
    return Promise.resolve(f(x))
  }
  const x = Float64Array.from(start)
  const from: Point = { x, ...f(x) }
  return { objective, from, seen }
}

/** f and its slope along the one axis there is. */
const along = (f: (t: number) => number, slope: (t: number) => number) => (x: Float64Array) => ({
  value: f(x[0]),
  gradient: Float64Array.of(slope(x[0])),
})

const rosenbrock = ([x, y]: Float64Array): Evaluation => ({
  value: 100 * (y - x * x) ** 2 + (1 - x) ** 2,
  gradient: Float64Array.of(-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)),
})

const rounding = 1e-12

/** The strong Wolfe conditions with the constants of quasi-Newton steps. */
function meetsWolfe(from: Point, direction: Float64Array, to: Point): void {
  const moved = to.x.map((x, i) => x - from.x[i])
  const step = dot(moved, direction) / dot(direction, direction)
  const slope = dot(from.gradient, direction)
  expect(step).toBeGreaterThan(0)
  expect(to.value).toBeLessThanOrEqual(from.value + 1e-4 * step * slope)
  expect(Math.abs(dot(to.gradient, direction))).toBeLessThanOrEqual(0.9 * Math.abs(slope))
}

describe('a line search', () => {
  // Moré and Thuente (1994), functions 1 to 3 and one along steepest descent; steps far too short and far too long.
  const cases: [string, (x: Float64Array) => Evaluation, number[], number[]][] = [
    [
      'a rational function',
      along(
        t => -t / (t * t + 2),
        t => (t * t - 2) / (t * t + 2) ** 2,
      ),
      [0],
      [1],
    ],
    [
      'a flat start with a steep wall',
      along(
        t => (t + 0.004) ** 5 - 2 * (t + 0.004) ** 4,
        t => 5 * (t + 0.004) ** 4 - 8 * (t + 0.004) ** 3,
      ),
      [0],
      [1],
    ],
    [
      'a function that waves',
      along(
        t => 0.1 * Math.sin(5 * t) - t + 0.2 * t * t,
        t => 0.5 * Math.cos(5 * t) - 1 + 0.4 * t,
      ),
      [0],
      [1],
    ],
    [
      'a slope that levels out and never rises',
      along(
        t => -t / (1 + t),
        t => -1 / (1 + t) ** 2,
      ),
      [0],
      [1],
    ],
    ['the banana of Rosenbrock, down its wall', rosenbrock, [-1.2, 1], [215.6, 88]],
    ['the banana of Rosenbrock, along its bottom', rosenbrock, [0, 0], [1, 0]],
  ]
  it.each(cases)('meets the strong Wolfe conditions on %s', async (_, f, start, towards) => {
    for (const first of [1e-3, 0.1, 1, 10, 1e3, 1e5]) {
      const { objective, from, seen } = counted(f, start)
      const direction = Float64Array.from(towards)
      const found = await lineSearch(objective, from, direction, first, from.value, rounding)
      meetsWolfe(from, direction, found!)
      expect(seen.length).toBeLessThanOrEqual(20)
      // What is given is what the objective said there.
      expect(found).toEqual({ x: found!.x, ...f(found!.x) })
    }
  })

  it('takes the first step when it will do, at one evaluation', async () => {
    const { objective, from, seen } = counted(x => ({ value: dot(x, x), gradient: x.map(v => 2 * v) }), [3, -4])
    const found = await lineSearch(objective, from, Float64Array.of(-3, 4), 1, from.value, rounding)
    expect([found!.value, [...found!.x], seen.length]).toEqual([0, [0, 0], 1])
  })

  it('leaves the start as it was, and keeps a gradient that the objective writes over', async () => {
    const shared = Float64Array.of(0)
    const objective: Objective = x => {
      shared[0] = 2 * x[0]
      return Promise.resolve({ value: x[0] ** 2, gradient: shared })
    }
    const from: Point = { x: Float64Array.of(5), value: 25, gradient: Float64Array.of(10) }
    const found = await lineSearch(objective, from, Float64Array.of(-1), 4, 25, rounding)
    shared[0] = 99
    expect([from.x[0], from.gradient[0], found!.gradient[0]]).toEqual([5, 10, 2 * found!.x[0]])
  })

  it('comes back from where the objective is infinite or no number', async () => {
    for (const beyond of [Infinity, NaN]) {
      const f = along(
        t => (t < 1 ? -Math.log1p(-t) - 3 * t : beyond),
        t => (t < 1 ? 1 / (1 - t) - 3 : beyond),
      )
      const { objective, from } = counted(f, [0])
      const found = await lineSearch(objective, from, Float64Array.of(1), 64, from.value, rounding)
      meetsWolfe(from, Float64Array.of(1), found!)
    }
  })

  it('finds nothing, after few tries, where the gradient promises what the values do not keep', async () => {
    const { objective, from, seen } = counted(
      along(
        t => Math.abs(t),
        () => -1,
      ),
      [0],
    )
    expect(await lineSearch(objective, from, Float64Array.of(1), 1, from.value, rounding)).toBeUndefined()
    expect(seen.length).toBeLessThanOrEqual(20)
  })

  it('finds nothing uphill', async () => {
    const { objective, from } = counted(
      along(
        t => t * t,
        t => 2 * t,
      ),
      [1],
    )
    expect(await lineSearch(objective, from, Float64Array.of(1), 1, from.value, rounding)).toBeUndefined()
  })

  it('takes the lowest point it saw when the function falls for ever', async () => {
    const { objective, from, seen } = counted(
      along(
        t => -t,
        () => -1,
      ),
      [0],
    )
    const found = await lineSearch(objective, from, Float64Array.of(1), 1, from.value, rounding)
    expect(found!.value).toBe(Math.min(...seen.map(x => -x[0])))
    expect(found!.value).toBeLessThan(-1e3)
  })

  describe('where values drown in rounding', () => {
    /** A parabola of height 1e-14 beside 1, a rounding higher everywhere but at the start: only slopes tell where its bottom is. */
    const drowned = along(
      t => (t === 0 ? 1 : 1 + 4e-16),
      t => 2e-14 * (t - 1),
    )

    it('judges by slopes', async () => {
      const { objective, from } = counted(drowned, [0])
      const found = await lineSearch(objective, from, Float64Array.of(1), 8, from.value, rounding)
      expect(Math.abs(found!.x[0] - 1)).toBeLessThan(0.9)
    })

    it('tries no more than four times', async () => {
      const { objective, from, seen } = counted(
        along(
          t => 1 + (t > 0 ? 1e-3 : 0),
          () => -1e-14,
        ),
        [0],
      )
      expect(await lineSearch(objective, from, Float64Array.of(1), 1, from.value, rounding)).toBeUndefined()
      expect(seen).toHaveLength(4)
    })

    it('refuses what lies above the lowest value that was ever seen', async () => {
      const { objective, from } = counted(drowned, [0])
      const lowest = from.value - 1e-9
      expect(await lineSearch(objective, from, Float64Array.of(1), 8, lowest, rounding)).toBeUndefined()
    })
  })
})
