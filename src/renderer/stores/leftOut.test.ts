import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../compute'
import { setParameter } from '../../shared/pipeline/edit'
import { readyPart } from '../../shared/pipeline/ready'
import { line } from '../../shared/pipeline/specs.fixture'
import { leftOutWords } from './leftOut'

const words = (document: Parameters<typeof leftOutWords>[1]): string =>
  leftOutWords(readyPart(document, nodeSpecs), document, nodeSpecs)
const nodes = ['load:data.sample', 'split:prep.split']

describe('what a run left out', () => {
  it('is told with its reason', () => {
    expect(words(line([...nodes, 'scale:prep.scale'], ['load>split']))).toBe('1 node was left out: Scale has no input')
    expect(
      words(line([...nodes, 'scale:prep.scale', 'train:model.logisticRegression'], ['load>split', 'scale>train'])),
    ).toBe('2 nodes were left out: Scale has no input')
  })

  it('names settings, types that are not known, and two reasons at most', () => {
    const wrong = setParameter(line(nodes, ['load>split']), 'split', 'testSize', 7)
    expect(words(wrong)).toBe('1 node was left out: Split: Test size must be a number above 0 and below 1; it is 7')
    expect(words(line(['load:data.sample', 'x:no.such']))).toBe(
      '1 node was left out: no.such is no node that is known here',
    )
    expect(words(line(['a:prep.scale', 'b:prep.encode', 'c:prep.impute']))).toBe(
      '3 nodes were left out: Scale has no input, Encode has no input and 1 more',
    )
  })
})
