import { expect, it } from 'vitest'
import { nodeSpecs } from '../../../compute'
import { readPipeline } from '../../../shared/pipeline/document'
import { keptOut } from './landing'

it('a node with wires says why it stays out of another wire', () => {
  const document = readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    nodes: [
      { id: 'load', type: 'data.sample' },
      { id: 'split', type: 'prep.split' },
      { id: 'scale', type: 'prep.scale' },
      { id: 'train', type: 'model.logisticRegression' },
      { id: 'impute', type: 'prep.impute' },
    ],
    edges: [
      { from: 'load', to: 'split' },
      { from: 'scale', to: 'train' },
    ],
  })
  const [foreign, own] = document.edges as [(typeof document.edges)[number], (typeof document.edges)[number]]
  expect(keptOut(document, nodeSpecs, 'scale', foreign)).toBe(
    'Scale was not put between Sample table and Split: it has a wire already.',
  )
  expect(keptOut(document, nodeSpecs, 'scale', own)).toBeUndefined()
  expect(keptOut(document, nodeSpecs, 'impute', foreign)).toBeUndefined()
  const both = { ...document, edges: [...document.edges, { from: 'impute', to: 'scale' }] }
  expect(keptOut(both, nodeSpecs, 'scale', foreign)).toContain('it has 2 wires already')
})
