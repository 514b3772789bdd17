import { describe, expect, it } from 'vitest'
import { line } from '../../shared/pipeline/specs.fixture'
import { aligned, distributed, moved } from './align'
import { around, boxAt, card, freeCorner, freeDrop, freePlace } from './geometry'
import { arranged, withPositions, positionsOf } from './positions'

const step = (id: string): string => `${id}:prep.step`

describe('auto-layout', () => {
  it('writes a line as text: four to a row', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const made = arranged(
      line(
        ids.map(step),
        ids.slice(1).map((id, i) => `${ids[i]}>${id}`),
      ),
    )
    expect(made['a']).toEqual([0, 0])
    expect(made['d']).toEqual([672, 0])
    expect(made['e']).toEqual([0, 144])
    expect(made['f']).toEqual([224, 144])
  })

  it('puts branches below one another, what they come from and go to in the middle', () => {
    const made = arranged(line(['s', 'x', 'y', 'z', 'j'].map(step), ['s>x', 's>y', 's>z', 'x>j', 'y>j', 'z>j']))
    expect([made['x'], made['y'], made['z']]).toEqual([
      [224, 0],
      [224, 144],
      [224, 288],
    ])
    expect(made['s']).toEqual([0, 144])
    expect(made['j']).toEqual([448, 144])
  })

  it('crosses no wires that need not cross', () => {
    const made = arranged(line(['a', 'b', 'y', 'x'].map(step), ['a>x', 'b>y']))
    expect(made['x'][1]).toBe(made['a'][1])
    expect(made['y'][1]).toBe(made['b'][1])
  })

  it('lays no card on another, and runs through 300 nodes at once', () => {
    const ids = Array.from({ length: 300 }, (_, i) => `n${i}`)
    const edges = ids.slice(1).map((id, i) => `n${Math.floor(i / 2)}>${id}`)
    const places = Object.values(arranged(line(ids.map(step), edges)))
    for (const [i, [x, y]] of places.entries())
      for (const [ox, oy] of places.slice(i + 1))
        expect(Math.abs(x - ox) >= card.width || Math.abs(y - oy) >= card.height).toBe(true)
  })

  it('answers for a circle and for nothing', () => {
    expect(Object.keys(arranged(line(['a', 'b'].map(step), ['a>b', 'b>a'])))).toEqual(['a', 'b'])
    expect(arranged(line([]))).toEqual({})
  })

  it('leaves places alone that the document gives', () => {
    const withPositions = line(['a', 'b'].map(step), ['a>b'], { positions: { a: [5, 5], b: [9, 9] } })
    expect(positionsOf(withPositions)).toBe(withPositions.canvas!.positions)
    const half = line(['a', 'b', 'c'].map(step), ['a>b', 'b>c'], { positions: { a: [5, 500] } })
    expect(positionsOf(half)).toEqual({ a: [5, 500], b: [0, 644], c: [224, 644] })
  })
})

it('a document keeps the places that it is shown at', () => {
  const bare = line(['a', 'b', 'c'].map(step), ['a>b', 'b>c'])
  const made = withPositions(bare)
  expect(made.canvas!.positions).toEqual(positionsOf(bare))
  expect(withPositions(made)).toBe(made)
  expect(withPositions(line([])).canvas).toBeUndefined()
})

describe('aligning', () => {
  it.each([
    ['left', 0, 0],
    ['centre', 104, 0],
    ['right', 200, 0],
    ['top', 8, 1],
    ['middle', 56, 1],
    ['bottom', 104, 1],
  ] as const)('puts all in line by %s', (by, at, axis) => {
    const places = { a: [0, 104], b: [200, 8], c: [40, 40] } as const
    for (const place of Object.values(aligned(places, by))) expect(place[axis]).toBe(at)
  })

  const places = { a: [0, 16], b: [300, 0], c: [100, 50] } as const
  it('brings all to one edge', () => {
    const apart = { a: [0, 160], b: [300, 0], c: [100, 500] } as const
    expect(aligned(apart, 'left')).toEqual({ a: [0, 160], b: [0, 0], c: [0, 500] })
    expect(aligned({ ...apart, c: [600, 500] }, 'top')).toEqual({ a: [0, 0], b: [300, 0], c: [600, 0] })
  })

  it('covers no card: a row becomes a column, and only what would be covered moves along', () => {
    expect(aligned({ a: [0, 0], b: [224, 0], c: [448, 8] }, 'left')).toEqual({ a: [0, 0], b: [0, 144], c: [0, 288] })
    expect(aligned(places, 'top')).toEqual({ a: [0, 0], c: [224, 0], b: [448, 0] })
    expect(aligned({ a: [0, 0], b: [224, 0] }, 'left', [[8, 150]])).toEqual({ a: [0, 0], b: [0, 288] })
  })

  it('spreads evenly along the longer way, the outer ones stay', () => {
    expect(distributed(places)).toEqual({ a: [0, 16], b: [300, 0], c: [152, 50] })
    expect(distributed({ a: [0, 0], b: [0, 400], c: [8, 40] })).toEqual({ a: [0, 0], b: [0, 400], c: [8, 200] })
    expect(distributed({ a: [0, 0], b: [9, 9] })).toEqual({ a: [0, 0], b: [9, 9] })
  })

  it('moves', () => {
    expect(moved({ a: [1, 2] }, [8, -8])).toEqual({ a: [9, -6] })
  })
})

describe('places', () => {
  it('are free and on the grid', () => {
    expect(freePlace([3, 5], [])).toEqual([0, 8])
    expect(freePlace([0, 0], [boxAt([0, 0])])).toEqual([0, 108])
    expect(freePlace([0, 0], [boxAt([0, 0]), boxAt([100, 110])])).toEqual([0, 216])
    expect(freePlace([184, 0], [boxAt([0, 0])])).toEqual([184, 0])
    // A note is in the way as a card is.
    expect(freePlace([0, 0], [boxAt([150, -20], [240, 30])])).toEqual([0, 108])
  })

  it('have a box around them', () => {
    expect(around([])).toBeUndefined()
    expect(around([boxAt([0, 0]), boxAt([200, 100])], 10)).toEqual({ x: -10, y: -10, width: 404, height: 204 })
  })
})

describe('copies', () => {
  const row = [boxAt([0, 0]), boxAt([224, 0])]

  it('go below what they would cover, with room between', () => {
    expect(freeDrop(row, row)).toBe(112)
    expect(freeDrop(row, [...row, boxAt([224, 120])])).toBe(232)
    expect(freeDrop(row, [boxAt([230, 40], [100, 500])])).toBe(568)
  })

  it('stay where nothing is', () => {
    expect(freeDrop(row, [])).toBe(0)
    expect(freeDrop(row, [boxAt([0, 90])])).toBe(0)
  })
})

describe('the place of a new note', () => {
  const rows = [boxAt([0, 0]), boxAt([0, 144]), boxAt([0, 288])]

  it('is where it was wanted when nothing is there', () => {
    expect(freeCorner(boxAt([300, 8], [240, 80]), rows)).toEqual([304, 8])
  })

  it('is the nearest above or below that covers no card', () => {
    expect(freeCorner(boxAt([0, 200], [240, 40]), rows)).toEqual([0, 232])
    expect(freeCorner(boxAt([0, 100], [240, 80]), rows)).toEqual([0, -80])
  })
})
