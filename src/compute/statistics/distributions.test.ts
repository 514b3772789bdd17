import { describe, expect, it } from 'vitest'
import { chiSquaredSf, fisherSf } from './fisher'
import golden from './golden.json'
import { normalCdf, normalQuantile, normalSf, normalTwoSided } from './normal'
import { studentQuantile, studentSf, studentTwoSided } from './student'

/** Largest relative error over rows [...arguments, value]. */
function worst(rows: number[][], f: (...at: number[]) => number): number {
  let largest = 0
  for (const row of rows) {
    const value = row[row.length - 1]
    const found = f(...row.slice(0, -1))
    largest = Math.max(largest, value === 0 ? Math.abs(found) : Math.abs(found / value - 1))
  }
  return largest
}

describe('distributions keep their digits from the body to the tails', () => {
  it('normal', () => {
    expect(worst(golden.normalSf, normalSf)).toBeLessThan(1e-12)
    expect(worst(golden.normalQuantile, normalQuantile)).toBeLessThan(1e-14)
    expect(
      worst(
        golden.normalSf.map(([z, p]) => [-z, p]),
        normalCdf,
      ),
    ).toBeLessThan(1e-12)
    expect(normalTwoSided(-1.959963984540054)).toBeCloseTo(0.05, 14)
    expect([normalQuantile(0.5), normalQuantile(0), normalQuantile(1)]).toEqual([0, -Infinity, Infinity])
    expect([normalSf(Infinity), normalSf(-Infinity), normalTwoSided(0)]).toEqual([0, 1, 1])
  })

  it('student', () => {
    expect(worst(golden.studentTwoSided, studentTwoSided)).toBeLessThan(1e-12)
    expect(worst(golden.studentDeep, studentTwoSided)).toBeLessThan(1e-12)
    expect(worst(golden.studentQuantile, studentQuantile)).toBeLessThan(1e-12)
    expect(studentSf(-2, 3) + studentSf(2, 3)).toBeCloseTo(1, 15)
    expect(studentTwoSided(2, Infinity)).toBe(normalTwoSided(2))
    expect(studentTwoSided(0, 4)).toBe(1)
    expect([studentQuantile(0.5, 4), studentQuantile(0, 4), studentQuantile(1, 4)]).toEqual([0, -Infinity, Infinity])
    for (const df of [0.7, 1, 30, 1e7]) {
      for (const p of [1e-100, 1e-9, 0.2, 0.4999999]) {
        expect(Math.abs(studentTwoSided(studentQuantile(p, df), df) / (2 * p) - 1)).toBeLessThan(1e-12)
      }
    }
  })

  it('F and chi-squared', () => {
    expect(worst(golden.fisherSf, fisherSf)).toBeLessThan(1e-12)
    expect(worst(golden.chiSquaredSf, chiSquaredSf)).toBeLessThan(1e-12)
    expect(fisherSf(2.5, 4, Infinity)).toBe(chiSquaredSf(10, 4))
    expect([fisherSf(0, 2, 3), fisherSf(Infinity, 2, 3), chiSquaredSf(0, 2), chiSquaredSf(Infinity, 2)]).toEqual([
      1, 0, 1, 0,
    ])
  })

  it('answers NaN with NaN', () => {
    const answers = [
      normalSf(NaN),
      normalQuantile(1.5),
      studentTwoSided(NaN, 3),
      studentQuantile(0.1, 0),
      fisherSf(NaN, 1, 1),
      fisherSf(1, 0, 1),
    ]
    answers.forEach(value => expect(value).toBeNaN())
  })
})
