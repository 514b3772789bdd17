import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../../compute'
import { checkParameter } from '../../../shared/parameterCheck'
import { decisionsOf, fixesOf, importOf, withKind } from './decisions'

const summary = {
  dataset: { name: 'a', fingerprint: 'f' },
  dialect: { delimiter: '\t', quote: '"', decimal: '.', encoding: 'utf-8', header: true, skippedLines: 0 },
  rejected: [],
  rejectedCount: 0,
  warnings: [{ code: 'leadingZeros', column: 'id', message: 'zeros' }],
}
const file = nodeSpecs.get('data.file')!

describe('the decisions of an import', () => {
  it('are read from the summary of a node that read a file', () => {
    expect(importOf(summary)?.warnings).toHaveLength(1)
    expect(importOf({ rows: 3 })).toBeUndefined()
    expect(importOf(undefined)).toBeUndefined()
  })

  it('can be changed where the node has a parameter for them', () => {
    const decided = decisionsOf(file, importOf(summary)!)
    expect(decided.map(d => [d.name, d.found])).toEqual([
      ['delimiter', 'tab'],
      ['quote', 'double quote'],
      ['header', 'Yes'],
      ['comment', 'None'],
      ['decimal', 'point'],
      ['encoding', 'utf-8'],
    ])
    expect(decisionsOf(nodeSpecs.get('data.sample')!, importOf(summary)!)).toEqual([])
  })
})

describe('fixes', () => {
  it('set kinds that the node takes', () => {
    for (const code of ['leadingZeros', 'mixed', 'ambiguousDates', 'unfitCells'])
      for (const { kind } of fixesOf({ code, column: 'id', message: '' }))
        expect(checkParameter('types', file.parameters['types'], withKind({}, 'id', kind))).toBeUndefined()
  })
  it('are offered for columns only', () => expect(fixesOf({ code: 'mixed', message: '' })).toEqual([]))
  it('keep the kinds of other columns', () => {
    expect(withKind({ a: 'text' }, '__proto__', 'text')).toEqual(
      Object.fromEntries([
        ['a', 'text'],
        ['__proto__', 'text'],
      ]),
    )
    expect(withKind({ a: 'text', b: 'time' }, 'a', null)).toEqual({ b: 'time' })
  })
})
