import { expect, it } from 'vitest'
import { nodeSpecs } from '../nodes/registry'
import { frameOf } from '../testing/frames'
import type { Context } from './node'
import { warnOfLeftOut } from './leftOut'

function told(frame: ReturnType<typeof frameOf>, type = 'model.linearRegression'): Parameters<Context['warn']>[] {
  const all: Parameters<Context['warn']>[] = []
  warnOfLeftOut((...warning) => void all.push(warning), frame, nodeSpecs.get(type)!)
  return all
}

it('names times and texts that are meant as features, each kind with its remedy', () => {
  const frame = frameOf(
    { x: [1, 2], when: [0, 1], until: [0, 1], note: ['a', 'b'], born: [1, 2], y: [1, 2] },
    { kinds: { when: 'time', until: 'time', born: 'time', note: 'text' }, roles: { y: 'target', born: 'time' } },
  )
  expect(told(frame)).toEqual([
    [
      'when and until hold times, which are no feature by themselves: they were left out. To order the rows by one, name it as time in table.columns; else ignore them there.',
      { set: { node: 'table.columns', parameter: 'ignore' } },
    ],
    [
      'note is text, which is no feature by itself: it was left out. Put prep.text before this node to make terms of it, or ignore it in table.columns.',
      { insert: 'prep.text', params: { column: 'note' } },
    ],
  ])
  expect(told(frame, 'model.baseline')).toEqual([])
})

it('says nothing where all can be used', () => {
  expect(told(frameOf({ x: [1, 2], c: ['a', 'b'] }))).toEqual([])
})
