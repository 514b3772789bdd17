import { coverage, populations } from '../../src/compute/metrics/coverage.fixture'
import type { Part } from '../bench'

const sizes = [10, 30, 100, 1000]
/** Of this many draws a share of 95 % strays by 0.4. */
const draws = 3000

/** How often the 95 % intervals of `evaluate` hold the figure of the population that the rows were drawn from. */
export const coverageOfIntervals: Part = bench => {
  const all = populations(400_000)
  const rows: Record<string, string | number>[] = []
  for (const [i, population] of all.entries())
    for (const n of sizes) {
      bench.say(`${population.name}, ${n} rows`)
      for (const [figure, { covers, made }] of Object.entries(coverage(population, n, draws, 100 * i + n))) {
        let row = rows.find(r => r['figure'] === figure && r['population'] === population.name)
        if (!row) rows.push((row = { figure, population: population.name }))
        row[`n${n}`] =
          `${((100 * covers) / made).toFixed(1)}${made < draws ? ` (of ${((100 * made) / draws).toFixed(0)} %)` : ''}`
      }
    }
  rows.sort((a, b) => (a['figure'] < b['figure'] ? -1 : a['figure'] > b['figure'] ? 1 : 0))
  return Promise.resolve([
    {
      title: 'Coverage of 95 % intervals',
      notes: [
        `Percent of ${draws.toLocaleString('en')} draws of n rows whose interval holds the population's figure; in brackets the share of draws that have one. Rows are drawn one by one, so few of them may lack a class.`,
      ],
      columns: [
        { key: 'figure', title: 'figure' },
        { key: 'population', title: 'population' },
        ...sizes.map(n => ({ key: `n${n}`, title: `n = ${n.toLocaleString('en')}` })),
      ],
      rows,
    },
  ])
}
