import { afterAll, describe, expect, it } from 'vitest'
import { openSession } from './session'
import { datasetFrame } from '../../compute/frame/dataset'
import { pauses } from '../../compute/frame/pause'
import { copiesAcross } from '../../compute/leaks/copies'
import { findLeaks } from '../../compute/leaks/find'

const session = await openSession(process.cwd())
afterAll(() => session[Symbol.asyncDispose]())

async function look(name: string, target: string, ignored: readonly string[] = []) {
  const frame = datasetFrame(session.host.datasets, await session.host.datasets.sample(name))
  const features = frame.columns.filter(c => c.name !== target && !ignored.includes(c.name))
  return findLeaks(
    features,
    frame.columns.find(c => c.name === target),
    new Set(),
    pauses(),
  )
}

describe('bundled tables', () => {
  it.each([
    ['penguins', 'species'],
    ['penguins', 'sex'],
    ['penguins', 'island'],
    ['penguins', 'body_mass_g'],
    ['iris', 'species'],
    ['iris', 'petal_length'],
    ['wine', 'cultivar'],
    ['wine', 'proline'],
    ['breastCancer', 'diagnosis'],
    ['diabetes', 'progression'],
    ['digits', 'digit'],
    ['mpg', 'mpg'],
    ['mpg', 'origin'],
    ['mpg', 'displacement'],
    ['mpg', 'cylinders'],
    ['diamonds', 'price'],
    ['diamonds', 'carat'],
    ['diamonds', 'cut'],
    ['flights', 'passengers'],
    ['geyser', 'kind'],
    ['geyser', 'duration'],
    ['geyser', 'waiting'],
    ['anscombe', 'y'],
    ['smsSpam', 'label'],
    ['titanic', 'age'],
    ['titanic', 'fare'],
    ['titanic', 'sex'],
  ])('%s, target %s: none', async (name, target) => {
    expect(await look(name, target)).toMatchObject({ leaks: [], keys: [] })
  })

  it.each([
    ['penguins', 'species'],
    ['iris', 'species'],
    ['mpg', 'mpg'],
    ['diamonds', 'price'],
    ['titanic', 'survived'],
    ['smsSpam', 'label'],
    ['geyser', 'kind'],
  ])('%s split: no copies', async (name, target) => {
    const frame = datasetFrame(session.host.datasets, await session.host.datasets.sample(name))
    const columns = frame.columns.map(c => (c.name === target ? { ...c, role: 'target' as const } : c))
    const parts = Uint8Array.from({ length: frame.rows }, (_, i) => (i % 4 === 1 ? 2 : 0))
    // alive is left out before, or noticed.
    const noticed = [{ column: 'alive', text: '' }]
    expect(await copiesAcross({ ...frame, columns, parts, noticed }, pauses())).toBeUndefined()
  })

  it('finds alive of the Titanic and nothing else', async () => {
    const { leaks, keys, rows } = await look('titanic', 'survived')
    expect(keys).toEqual([])
    expect(rows).toBe(891)
    expect(leaks).toMatchObject([
      {
        column: 'alive',
        verdict: 'leak',
        kept: false,
        evidence: 'All 891 rows agree.',
        cross: {
          values: ['no', 'yes'],
          classes: ['0', '1'],
          counts: [
            [549, 0],
            [0, 342],
          ],
        },
        scores: { figure: 'accuracy', with: 1 },
      },
    ])
    // As logistic regressions and forests find: 0.78 to 0.83.
    expect(leaks[0].scores!.without).toBeGreaterThan(0.78)
    expect(leaks[0].scores!.without).toBeLessThan(0.84)
    expect((await look('titanic', 'survived', ['alive'])).leaks).toEqual([])
  })

  it.each([
    ['class', ['pclass']],
    ['embarked', ['embark_town']],
  ])('finds that the twin of %s gives it away', async (target, twins) => {
    expect((await look('titanic', target)).leaks.map(l => l.column)).toEqual(twins)
  })
})
