import { afterEach, describe, expect, it, vi } from 'vitest'
import { testDevice } from '../testing/device'
import { bucketOf, type Request, type Tuned, Tuning } from './tuning'

const device = await testDevice()
afterEach(() => void vi.restoreAllMocks())
const never = new AbortController().signal

/** A device on which each candidate takes the milliseconds that its name says. */
function slow(): { tuned: Tuned; request: Request<number>; measured: () => number } {
  let measured = 0
  let pending = 0
  let clock = 0
  vi.spyOn(performance, 'now').mockImplementation(() => clock)
  const tuned: Tuned = {
    isLost: false,
    scope: () => device.scope(),
    finish() {
      measured++
      clock += pending
      pending = 0
      return Promise.resolve()
    },
    recover: () => Promise.resolve(),
  }
  const request: Request<number> = {
    kernel: 'wait',
    bucket: bucketOf(100, 5),
    candidates: [20, 10, 30],
    name: String,
    trial: () => candidate => (pending += candidate),
  }
  return { tuned, request, measured: () => measured }
}

describe('the tuner', () => {
  it('answers at once with the first, measures when told to, then knows the best', async () => {
    const { tuned, request, measured } = slow()
    const tuning = new Tuning(tuned, 'here')
    expect(tuning.choose(request)).toBe(20)
    expect([measured(), tuning.unmeasured]).toEqual([0, true])
    expect(await tuning.measure(never)).toBe(true)
    expect(tuning.choose(request)).toBe(10)
    expect([tuning.unmeasured, tuning.used]).toEqual([false, { 'wait 128×8': '10' }])
    const before = measured()
    expect(await tuning.measure(never)).toBe(false)
    expect(measured()).toBe(before)
    const { adapters } = JSON.parse(tuning.text()) as { adapters: Record<string, Record<string, object>> }
    expect(adapters['here']['wait 128×8']).toMatchObject({ winner: '10', milliseconds: { 10: 10, 20: 20, 30: 30 } })
  })

  it('keeps the first for what is hardly faster', async () => {
    const { tuned, request } = slow()
    const tuning = new Tuning(tuned, 'here')
    const close = { ...request, candidates: [20, 19] }
    tuning.choose(close)
    await tuning.measure(never)
    expect(tuning.choose(close)).toBe(20)
  })

  it('stops at once, and measures another time', async () => {
    const { tuned, request, measured } = slow()
    const cancel = new AbortController()
    const tuning = new Tuning({ ...tuned, finish: () => tuned.finish().then(() => cancel.abort()) }, 'here')
    tuning.choose(request)
    expect(await tuning.measure(cancel.signal)).toBe(false)
    expect([measured(), tuning.unmeasured]).toEqual([1, true])
    expect(tuning.choose(request)).toBe(20)
  })

  it('asks no more for what fails', async () => {
    const { tuned, request } = slow()
    const recover = vi.fn<() => Promise<void>>(() => Promise.resolve())
    const tuning = new Tuning({ ...tuned, recover, finish: () => Promise.reject(new Error('refused')) }, 'here')
    tuning.choose(request)
    expect(await tuning.measure(never)).toBe(false)
    expect(recover).toHaveBeenCalledOnce()
    expect([tuning.choose({ ...request, candidates: [20] }), tuning.unmeasured]).toEqual([20, false])
  })

  it('remembers by adapter, and hands on what others found', async () => {
    const { tuned, request } = slow()
    const here = new Tuning(tuned, 'here')
    here.choose(request)
    await here.measure(never)
    const there = new Tuning(tuned, 'there')
    there.load(here.text())
    expect(there.choose(request)).toBe(20)
    const again = new Tuning(tuned, 'here')
    again.load(there.text())
    expect(again.choose(request)).toBe(10)
    expect(again.unmeasured).toBe(false)
    // A winner that is no candidate here is not known.
    expect(again.choose({ ...request, candidates: [20, 30] })).toBe(20)
  })

  it.each(['', '{', 'null', '{"format":"lathe/tuning","version":2,"adapters":{}}', '{"adapters":{"here":{"a":1}}}'])(
    'makes nothing of a damaged or foreign text: %s',
    text => {
      const { tuned, request } = slow()
      const tuning = new Tuning(tuned, 'here')
      tuning.load(text)
      expect(tuning.choose(request)).toBe(20)
    },
  )

  it('puts sizes of the same powers of two together', () => {
    expect([bucketOf(1, 2, 3), bucketOf(65, 128), bucketOf(5000)]).toEqual(['1×2×4', '128×128', '1024'])
  })
})
