import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { appear, patience } from './appearance'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

class FakeWindow extends EventEmitter {
  shown = 0
  isVisible = (): boolean => this.shown > 0
  show = (): void => void this.shown++
}

function opened() {
  const window = new FakeWindow()
  const late = vi.fn<() => void>()
  appear(window, late)
  return { window, late }
}

it('shows the window with its first picture', () => {
  const { window, late } = opened()
  vi.advanceTimersByTime(patience / 2)
  expect(window.shown).toBe(0)
  window.emit('ready-to-show')
  vi.advanceTimersByTime(2 * patience)
  expect(window.shown).toBe(1)
  expect(late).not.toHaveBeenCalled()
})

it('shows a window whose page never draws, and tells', () => {
  const { window, late } = opened()
  vi.advanceTimersByTime(patience)
  expect(window.shown).toBe(1)
  expect(late).toHaveBeenCalledOnce()
})

it('leaves a window that was closed alone', () => {
  const { window, late } = opened()
  window.emit('closed')
  vi.advanceTimersByTime(patience)
  expect(window.shown).toBe(0)
  expect(late).not.toHaveBeenCalled()
})
