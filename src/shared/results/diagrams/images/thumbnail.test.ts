import { expect, it } from 'vitest'
import { brightest, pictureOf } from './thumbnail'

it('dim grey pictures are stretched, others are drawn as they are', () => {
  const grey = { height: 1, width: 2, channels: 1 }
  expect([Uint8Array.of(0, 16), Uint8Array.of(0, 64), Uint8Array.of(0, 0)].map(p => brightest(grey, p))).toEqual([
    16, 255, 255,
  ])
  expect(brightest({ ...grey, channels: 3 }, Uint8Array.of(1, 2, 3))).toBe(255)
  expect(pictureOf(grey, Uint8Array.of(0, 16), 16)).toBe(pictureOf(grey, Uint8Array.of(0, 255), 255))
  expect(pictureOf({ ...grey, channels: 2 }, new Uint8Array(4), 255)).toBeUndefined()
  expect(pictureOf({ ...grey, height: 0 }, new Uint8Array(0), 255)).toBeUndefined()
})
