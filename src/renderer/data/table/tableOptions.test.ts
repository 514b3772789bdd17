import { expect, it } from 'vitest'
import { readPipeline } from '../../../shared/pipeline/document'
import { tableOptions } from './tableOptions'

it('tables are chosen by the titles of their nodes, with ids where a title does not tell', () => {
  const nodes = [
    ['evaluate', 'evaluate'],
    ['s1', 'prep.scale'],
    ['s2', 'prep.scale'],
    ['a', 'model.logisticRegression'],
    ['b', 'model.logisticRegression'],
    ['unrun', 'prep.split'],
  ].map(([id, type]) => ({ id, type, params: id === 'b' ? { c: 10 } : {} }))
  const document = readPipeline({ format: 'lathe/pipeline', version: 1, nodes })
  expect(tableOptions(document, id => id !== 'unrun')).toEqual([
    { value: 'evaluate', label: 'Evaluate' },
    { value: 's1', label: 'Scale (s1)' },
    { value: 's2', label: 'Scale (s2)' },
    { value: 'a', label: 'Logistic regression with C = 1' },
    { value: 'b', label: 'Logistic regression with C = 10' },
  ])
})
