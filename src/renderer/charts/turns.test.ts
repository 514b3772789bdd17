import { beforeEach, describe, expect, it, vi } from 'vitest'
import { leaveTurn, takeTurn } from './turns'

let frames: (() => void)[] = []
beforeEach(() => {
  frames = []
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
  return () => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  }
})
/** A frame, and the tasks behind it. */
function frame(): void {
  frames.shift()?.()
  vi.runAllTimers()
}

describe('turns', () => {
  it('leave the frame itself to the page', () => {
    const done: string[] = []
    takeTurn({}, () => done.push('a'))
    frames.shift()?.()
    expect(done).toEqual([])
    vi.runAllTimers()
    expect(done).toEqual(['a'])
  })

  it('do one piece of work a frame, the newest of each owner', () => {
    const done: string[] = []
    const [a, b] = [{}, {}]
    takeTurn(a, () => done.push('old a'))
    takeTurn(b, () => done.push('b'))
    takeTurn(a, () => done.push('new a'))
    frame()
    expect(done).toEqual(['new a'])
    frame()
    expect(done).toEqual(['new a', 'b'])
    expect(frames).toEqual([])
  })

  it('pass over an owner that has left, also the last one', () => {
    const done: string[] = []
    const [a, b] = [{}, {}]
    takeTurn(a, () => done.push('a'))
    takeTurn(b, () => done.push('b'))
    leaveTurn(a)
    frame()
    expect(done).toEqual(['b'])
    takeTurn(a, () => done.push('a'))
    leaveTurn(a)
    frame()
    takeTurn(b, () => done.push('b again'))
    frame()
    expect(done).toEqual(['b', 'b again'])
  })
})
