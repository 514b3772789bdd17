import { Random } from '../random/random'
import type { TestColumn } from '../testing/frames'

/** Tables made by a seed: an honest one, a leak planted in it, and which column that is. */
export interface Planted {
  name: string
  table: Record<string, TestColumn>
  kinds?: Record<string, 'integer' | 'text' | 'time' | 'boolean'>
  target: string
  leak: string
  /** Named as a name of rows, not as a leak. */
  key?: true
}

type Base = {
  table: Record<string, TestColumn>
  y: (number | string)[]
  score: Float64Array
  random: Random
  n: number
}

/** A table of honest columns and two or three classes, told right in some four rows of five. */
function classes(seed: number, words: readonly (string | number)[], n = 400): Base {
  const random = new Random(seed)
  const of = (f: () => number): number[] => Array.from({ length: n }, f)
  const a = of(() => random.normal())
  const b = of(() => random.normal())
  const age = of(() => Math.round(20 + 50 * random.uniform()))
  const town = Array.from({ length: n }, () => ['north', 'south', 'east', 'west'][random.integer(4)])
  const income = of(() => Math.round(1000 * Math.exp(2.5 + 0.5 * random.normal())))
  const score = Float64Array.from(
    a,
    (x, i) => 1.6 * x - 1.2 * b[i] + 0.03 * (age[i] - 45) + (town[i] === 'north' ? 1 : 0) + 0.9 * random.normal(),
  )
  const sorted = Float64Array.from(score).sort()
  const y = Array.from(score, s => {
    let k = 0
    while (k < words.length - 1 && s > sorted[Math.floor(((k + 1) * n) / words.length)]) k++
    return words[k]
  })
  return { table: { a, b, age, town, income }, y, score, random, n }
}

/** A table of honest columns and an amount, of which they explain some nine tenths. */
function amounts(seed: number, n = 400): Base {
  const { table, score, random } = classes(seed, [0, 1], n)
  const y = Array.from(score, s => Number((120 + 25 * s).toFixed(2)))
  return { table, y, score, random, n }
}

/** Place of a class among all, sorted. */
const place = (y: readonly (number | string)[], v: number | string): number =>
  [...new Set(y)].sort((a, b) => (a < b ? -1 : 1)).indexOf(v)

const yes = (y: number | string): boolean => y === 'yes' || y === 1

/** Kinds of leaks in tables of classes. `y`: of each row; `i`: its place. */
const inClasses: Record<string, (base: Base) => Partial<Planted> & { cells: TestColumn }> = {
  renamed: ({ y }) => ({ cells: y.map(String) }),
  recoded: ({ y }) => ({ cells: y.map(v => `code ${place(y, v) + 7}`) }),
  'recoded as numbers': ({ y }) => ({ cells: y.map(v => 10 * (place(y, v) + 1)) }),
  'renamed, with gaps': ({ y, random }) => ({ cells: y.map(v => (random.uniform() < 0.1 ? null : String(v))) }),
  'renamed, with slips': ({ y, random }) => ({
    cells: y.map((v, i) => String(random.uniform() < 0.004 ? y[(i + 1) % y.length] : v)),
  }),
  'small noise': ({ y, random }) => ({ cells: y.map(v => place(y, v) + 0.05 * random.normal()) }),
  'filled only when yes': ({ y, random }) => ({
    cells: y.map(v => (v === y[0] ? 50 + 10 * random.normal() : null)),
  }),
  'fee of leavers': ({ y }) => ({ cells: y.map(v => (v === y[0] ? 150 : 0)) }),
  'amount of leavers': ({ y, random }) => ({ cells: y.map(v => (v === y[0] ? 100 + 80 * random.uniform() : 0)) }),
  'missing code': ({ y, random }) => ({ cells: y.map(v => (v === y[0] ? 30 + 10 * random.normal() : -999)) }),
  'time of the outcome': ({ y, random }) => ({
    cells: y.map(v => (v === y[0] ? 1.7e12 + Math.round(1e9 * random.uniform()) : null)),
    kinds: { leak: 'time' as const },
  }),
  'group of one class': ({ y, random }) => ({
    cells: y.map(v => `group ${place(y, v)}-${random.integer(20)}`),
  }),
  'group numbers of one class': ({ y, random }) => ({
    cells: y.map(v => 100 + new Set(y).size * random.integer(25) + place(y, v)),
    kinds: { leak: 'integer' as const },
  }),
  'many categories': ({ y, random }) => ({
    cells: y.map(v => `c${new Set(y).size * random.integer(60) + place(y, v)}`),
  }),
  'word of the class': ({ y, random }) => ({
    cells: y.map(v => `case ${random.integer(1e6)} was closed as state${v} by desk ${random.integer(9)}`),
    kinds: { leak: 'text' as const },
  }),
  'reason of the outcome': ({ y, random }) => ({
    cells: y.map(v => (v === y[0] ? `reason ${random.integer(5)}` : null)),
  }),
  'fee of some leavers': ({ y, random }) => ({
    cells: y.map(v => (v === y[0] && random.uniform() < 0.7 ? 150 : 0)),
  }),
  'filled in for some who left': ({ y, random }) => ({
    cells: y.map(v => (v === y[0] && random.uniform() < 0.7 ? random.normal() : null)),
  }),
  'reason of some outcomes': ({ y, random }) => ({
    cells: y.map(v => (v === y[0] && random.uniform() < 0.8 ? 'gone' : random.uniform() < 0.5 ? 'here' : 'there')),
  }),
  'a code of one class in nine tenths': ({ y, random }) => ({
    cells: y.map(v => (random.uniform() < 0.9 ? `k${v}` : 'k?')),
  }),
  'sum with the score behind it': ({ score }) => ({ cells: [...score].map(s => 3 * s + 40) }),
}

const inAmounts: Record<string, (base: Base) => Partial<Planted> & { cells: TestColumn }> = {
  'other units': ({ y }) => ({ cells: y.map(v => Number(v) * 2.54) }),
  'other units, rounded': ({ y }) => ({
    cells: y.map(v => Math.round(Number(v) / 2)),
    kinds: { leak: 'integer' as const },
  }),
  'sum with a constant': ({ y }) => ({ cells: y.map(v => Number(v) + 1000) }),
  ranks: ({ y }) => {
    const sorted = y.map(Number).sort((a, b) => a - b)
    return { cells: y.map(v => sorted.indexOf(Number(v))) }
  },
  logarithm: ({ y }) => ({ cells: y.map(v => Math.log(Number(v) + 100)) }),
  negative: ({ y }) => ({ cells: y.map(v => 5 - 3 * Number(v)) }),
  'with tax, a little noise': ({ y, random }) => ({ cells: y.map(v => 1.2 * Number(v) + 1.5 * random.normal()) }),
  'with gaps': ({ y, random }) => ({ cells: y.map(v => (random.uniform() < 0.2 ? null : 7 * Number(v))) }),
  'text of the amount': ({ y }) => ({ cells: y.map(v => `about ${Math.round(Number(v) / 4) * 4}`) }),
}

const keyed: Record<string, (base: Base) => Partial<Planted> & { cells: TestColumn }> = {
  'running number': ({ n }) => ({ cells: Array.from({ length: n }, (_, i) => i + 1) }),
  'running number, shuffled': ({ n, random }) => ({ cells: [...random.permutation(n)].map(x => x + 1001) }),
  'counter with gaps': ({ n, random }) => {
    let at = 5000
    return { cells: Array.from({ length: n }, () => (at += 1 + random.integer(3))) }
  },
  'customer numbers': ({ n, random }) => ({
    cells: Array.from(random.permutation(9 * n).slice(0, n)).map(x => x + 10000),
  }),
  'ten digits': ({ n, random }) => {
    const seen = new Set<number>()
    while (seen.size < n) seen.add(1e9 + Math.floor(random.uniform() * 9e9))
    return { cells: [...seen] }
  },
  'identifier text': ({ n, random }) => ({
    cells: Array.from({ length: n }, (_, i) => `${random.word().toString(16).padStart(8, '0')}-${i}`),
  }),
  uuid: ({ n, random }) => ({
    cells: Array.from({ length: n }, () => [0, 0, 0, 0].map(() => random.word().toString(16)).join('-')),
    kinds: { leak: 'text' as const },
  }),
}

const vocabularies: readonly (readonly (string | number)[])[] = [
  ['no', 'yes'],
  [0, 1],
  ['blue', 'green', 'red'],
]

function planted(
  kinds: Record<string, (base: Base) => Partial<Planted> & { cells: TestColumn }>,
  make: (seed: number) => Base,
  said: string,
  key?: true,
): Planted[] {
  return Object.entries(kinds).map(([name, plant], k) => {
    const base = make(1000 + k)
    const { cells, kinds: own } = plant(base)
    return {
      name: `${name}, ${said}`,
      table: { ...base.table, leak: cells, y: base.y as TestColumn },
      target: 'y',
      leak: 'leak',
      ...(own && { kinds: own }),
      ...(key && { key }),
    }
  })
}

/** Rows in the order of the target: then a running number gives it away too. */
function sorted(base: Base): Base {
  const order = base.y.map((_, i) => i).sort((a, b) => base.score[a] - base.score[b])
  const table = Object.fromEntries(
    Object.entries(base.table).map(([name, cells]) => [name, order.map(i => cells[i]) as TestColumn]),
  )
  return { ...base, table, y: order.map(i => base.y[i]), score: base.score.map((_, i) => base.score[order[i]]) }
}

export const plantedTables: readonly Planted[] = [
  ...vocabularies.flatMap(words => planted(inClasses, seed => classes(seed, words), words.join('/'))),
  ...planted(inAmounts, seed => amounts(seed), 'amounts'),
  ...planted(keyed, seed => classes(seed, ['no', 'yes']), 'classes', true),
  ...planted(keyed, seed => amounts(seed), 'amounts', true),
  ...planted(
    { 'running number, sorted by the target': keyed['running number'] },
    seed => sorted(classes(seed, ['no', 'yes'])),
    'classes',
    true,
  ),
]
  // What a leak of one class only says of three is less than all: its own class against the others.
  .filter(
    ({ name }) =>
      !/blue/.test(name) || !/leavers|only when|missing code|time of|reason of|score behind|some/.test(name),
  )

const yesOnly = (base: Base, share: number, random: Random): (number | null)[] =>
  base.y.map(v => (random.uniform() < (yes(v) ? share : 1 - share) ? 150 : 0))

/** Honest columns that are strong, odd or wide, each in a table of its own. */
const honest: Record<string, (base: Base) => Partial<Planted> & { cells: TestColumn }> = {
  none: ({ random, n }) => ({ cells: Array.from({ length: n }, () => random.normal()) }),
  'a strong measure': ({ score, random }) => ({ cells: [...score].map(s => s + 0.5 * random.normal()) }),
  'a very strong measure': ({ score, random }) => ({ cells: [...score].map(s => s + 0.25 * random.normal()) }),
  'a fee that most leavers pay': base => ({ cells: yesOnly(base, 0.9, base.random) }),
  'filled in more often when yes': ({ y, random }) => ({
    cells: y.map(v => (random.uniform() < (v === y[0] ? 0.9 : 0.2) ? random.normal() : null)),
  }),
  'group of mixed classes': ({ random, n }) => ({ cells: Array.from({ length: n }, () => `g${random.integer(40)}`) }),
  'many mixed categories': ({ random, n }) => ({ cells: Array.from({ length: n }, () => `c${random.integer(150)}`) }),
  'incomes, all different': ({ random, n }) => ({
    cells: Array.from({ length: n }, () =>
      Math.round(30000 * Math.exp(0.6 * random.normal()) + 1e5 * random.uniform()),
    ),
  }),
  'years of a trend': ({ n }) => ({ cells: Array.from({ length: n }, (_, i) => 1600 + i) }),
  constant: ({ n }) => ({ cells: Array.from({ length: n }, () => 3) }),
  'a number that is mostly missing': ({ random, n }) => ({
    cells: Array.from({ length: n }, () => (random.uniform() < 0.95 ? null : random.normal())),
  }),
  messages: ({ random, n }) => ({
    cells: Array.from(
      { length: n },
      () => `please call ${random.integer(999)} or write, ${random.integer(9999)} thanks`,
    ),
    kinds: { leak: 'text' as const },
  }),
}

export const honestTables: readonly Planted[] = [
  ...vocabularies.flatMap(words => planted(honest, seed => classes(seed, words), words.join('/'))),
  ...planted(honest, seed => amounts(seed), 'amounts'),
]
