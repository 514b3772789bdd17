import { expect, it } from 'vitest'
import type { Frame } from '../frame/frame'
import { pauses } from '../frame/pause'
import { Random } from '../random/random'
import { testDevice } from '../testing/device'
import { frameOf } from '../testing/frames'
import { runType } from '../testing/run'
import { copiesAcross } from './copies'

const device = await testDevice()
const split = async (frame: Frame, params = {}): Promise<Frame> =>
  (await runType(device, 'prep.split', frame, params)).frame!

/** Rows of two measures, a category and a class, `copied` of them a second time. */
function table(n: number, copied: number): Frame {
  const random = new Random(7)
  const rows = Array.from({ length: n }, () => {
    const [a, b] = [random.normal(), random.normal()]
    return { a, b, c: 'xyz'[random.integer(3)], y: a + random.normal() > 0 ? 'yes' : 'no' }
  })
  const all = [...rows, ...rows.slice(0, copied)]
  const of = <K extends 'a' | 'b' | 'c' | 'y'>(name: K) => all.map(r => r[name])
  return frameOf({ a: of('a'), b: of('b'), c: of('c'), y: of('y') }, { roles: { y: 'target' } })
}

it.each([{}, { method: 'kFold', k: 4 }])('counts copies that cross the split %j', async params => {
  const made = await split(table(300, 60), params)
  const found = (await copiesAcross(made, pauses()))!
  // By hand: pairs that were dealt to different sides.
  const owner = (i: number): number => (made.parts ? made.parts[i] : made.folds!.findIndex(f => f.parts![i] === 2))
  const pairs = Array.from({ length: 60 }, (_, i) => [i, 300 + i]).filter(([i, k]) => owner(i) !== owner(k))
  expect(found.copies).toBe(made.parts ? pairs.length : 2 * pairs.length)
  expect(made.noticed).toMatchObject([{ text: expect.stringMatching(/also stand among those learned from/) as string }])
})

it('says nothing of rows that are alike by chance, or of a text that comes again', async () => {
  expect(await copiesAcross(await split(table(300, 0)), pauses())).toBeUndefined()
  const random = new Random(3)
  const few = Array.from({ length: 400 }, () => ({ a: random.integer(3), b: random.integer(2), e: random.uniform() }))
  const coarse = frameOf(
    { a: few.map(r => r.a), b: few.map(r => r.b), y: few.map(r => (r.a + r.e > 1.5 ? 'yes' : 'no')) },
    { roles: { y: 'target' } },
  )
  expect(await copiesAcross(await split(coarse), pauses())).toBeUndefined()
  const certain = frameOf(
    { a: few.map(r => r.a), b: few.map(r => r.b), y: few.map(r => (r.a + r.b > 1 ? 'yes' : 'no')) },
    { roles: { y: 'target' } },
  )
  expect(await copiesAcross(await split(certain), pauses())).toBeUndefined()
  const messages = few.map(r => ['ok', 'later', 'call me'][r.a])
  const texts = frameOf({ text: messages, y: few.map(r => (r.a > 1 ? 'yes' : 'no')) }, { roles: { y: 'target' } })
  expect(await copiesAcross(await split(texts), pauses())).toBeUndefined()
})

it('finds them too where roles are given after the split', async () => {
  const whole = table(300, 60)
  const bare = { ...whole, columns: whole.columns.map(c => ({ ...c, role: 'feature' as const })) }
  const parted = await split(bare, { stratify: 'no' })
  expect(parted.noticed).toBeUndefined()
  const { frame, warnings } = await runType(device, 'table.columns', parted, { target: 'y' })
  expect(frame!.noticed).toHaveLength(1)
  expect(warnings).toEqual([expect.stringMatching(/held-out rows also stand/)])
})
