import { describe, expect, it } from 'vitest'
import { parsePipeline, readPipeline, writePipeline } from './document'
import { renameNode } from './edit'
import { defaultParts, movePart, type ReportPart, withPart } from './report'

const steps = [
  { id: 'scale', blocks: ['means'] },
  { id: 'evaluate', blocks: ['scores', 'confusion'], judges: true },
]
const usual = defaultParts(steps)
const names = (parts: readonly ReportPart[]): string[] =>
  parts.map(p => (p.kind === 'section' ? p.name : p.kind === 'block' ? `${p.node}.${p.block}` : p.text))
const document = readPipeline({
  format: 'lathe/pipeline',
  version: 1,
  nodes: [{ id: 'scale', type: 'prep.scale' }],
  report: {
    title: 'Mine',
    parts: [
      { kind: 'text', text: 'Read **this**.' },
      { kind: 'block', node: 'scale', block: 'means' },
    ],
  },
})

describe('the arrangement of a report', () => {
  it('holds everything by default, scores first', () => {
    expect(names(usual)).toEqual([
      'summary',
      'headline',
      'evaluate.scores',
      'evaluate.confusion',
      'line',
      'data',
      'warnings',
      'scale.means',
      'repeat',
    ])
  })

  it('takes a part back at its usual place', () => {
    const without = usual.filter(p => !(p.kind === 'block' && p.block === 'scores'))
    expect(withPart(without, { kind: 'block', node: 'evaluate', block: 'scores' }, usual)).toEqual(usual)
    expect(withPart(usual, usual[2], usual)).toBe(usual)
    expect(names(withPart([usual[8]], usual[0], usual))).toEqual(['summary', 'repeat'])
    const aside: ReportPart = { kind: 'block', node: 'evaluate', block: 'confusion:train' }
    const made = withPart(usual, aside, usual)
    expect(made.indexOf(aside)).toBe(usual.findLastIndex(p => p.kind === 'block' && p.node === 'evaluate') + 1)
  })

  it('moves a part both ways and never out of the list', () => {
    expect(names(movePart(usual, 0, 2)).slice(0, 3)).toEqual(['headline', 'evaluate.scores', 'summary'])
    expect(names(movePart(usual, 8, 0))[0]).toBe('repeat')
    expect(movePart(usual, 0, 9)).toBe(usual)
    expect(movePart(usual, 0, -1)).toBe(usual)
  })

  it('is part of the file and of a renamed node', () => {
    expect(parsePipeline(writePipeline(document))).toEqual(document)
    expect(renameNode(document, 'scale', 'norm').report?.parts[1]).toEqual({
      kind: 'block',
      node: 'norm',
      block: 'means',
    })
  })

  it('refuses a part of another kind, with its path', () => {
    const wrong = { ...document, report: { parts: [{ kind: 'picture' }] } }
    expect(() => readPipeline(wrong)).toThrow(expect.objectContaining({ where: 'report.parts[0].kind' }) as Error)
  })
})
