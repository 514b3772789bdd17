import { describe, expect, it } from 'vitest'
import type { Worked, WorkedLine, WorkedStep } from '../../compute'
import { cellText, formatsOf, headParts, heightAt, lineVerdict, rowName, verdict } from './workedText'

const line = (value: number | string, again: number | string, cells: WorkedLine['cells'] = []): WorkedLine => ({
  name: 'x',
  cells,
  value,
  again,
  unit: 1,
})
const step = (lines: WorkedLine[], head = ['', 'v']): WorkedStep => ({
  title: 't',
  sentence: 's',
  formula: 'x',
  filled: '1',
  head,
  lines,
})
const worked = (...lines: WorkedLine[]): Worked => ({
  row: 0,
  part: null,
  rows: 1,
  suggested: [],
  steps: [step(lines)],
})

describe('the verdict', () => {
  it('names the fewest digits that agree', () => {
    expect(verdict(worked(line(1, 1), line(2, 2 + 3e-7)))).toEqual({
      ok: true,
      text: 'All 2 lines agree with the run to 6 digits.',
    })
  })

  it('counts the lines that differ', () => {
    expect(verdict(worked(line(1, 1), line(2, 2.1), line('a', 'b')))).toEqual({
      ok: false,
      text: '2 lines of 3 differ from what the run gave.',
    })
    expect(lineVerdict(line(2, 2.1))).toBe('differs: worked out anew it is 2.100')
    expect(lineVerdict(line('a', 'a'))).toBe('agrees')
  })
})

describe('numbers', () => {
  it('keep whole ones whole and small ones legible', () => {
    const lines = [line(0.25, 0.25, [4450, 1e-5]), line(0.0001, 0.0001, [201, 3e-5])]
    const formats = formatsOf(step(lines, ['', 'value', 'b', 'v']))
    expect(formats).toEqual(['short', 'significant', 'figure'])
    expect(cellText(0.0001, 'figure')).toBe('0.000')
    expect(cellText(3e-5, 'significant')).toBe('3e−5')
    expect(cellText(42.400000000001, 'short')).toBe('42.4')
  })

  it('count rows from 1', () => {
    expect(rowName({ row: 198, part: 'test' })).toBe('row 199 · test')
    expect(rowName({ row: 0, part: null })).toBe('row 1')
  })
})

it('parts a heading at its formulas', () => {
  expect(headParts('scaled $x$')).toEqual([
    { text: 'scaled ', tex: false },
    { text: 'x', tex: true },
  ])
})

it('reads a curve between its points and at its ends', () => {
  expect([-1, 0.5, 1, 9].map(x => heightAt([0, 1, 2], [0, 10, 10], x))).toEqual([0, 5, 10, 10])
})
