import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../compute'
import { setDisabled } from '../../shared/pipeline/edit'
import { line } from '../../shared/pipeline/specs.fixture'
import type { NodeStatus } from '../stores/run'
import { notRunBecause, offWords, passesOn, runRefusal } from './notRun'

const document = line(
  [
    'load:data.sample',
    'split:prep.split',
    'scale:prep.scale',
    'train:model.logisticRegression',
    'use:predict',
    'loose:prep.encode',
    'judge:evaluate',
  ],
  ['load>split', 'split>scale', 'scale>train', 'train.model>use.model', 'train>judge'],
)

describe('running to a node', () => {
  it('needs a wire on every input of the line', () => {
    expect(runRefusal(document, 'train')).toBeUndefined()
    expect(runRefusal(document, 'loose')).toBe('Wire a table in first.')
    const open = { ...document, edges: document.edges.filter(e => e.to !== 'split') }
    expect(runRefusal(open, 'train')).toBe('Wire a table into Split first.')
  })
})

describe('a node that is switched off', () => {
  it('says what passes through and what that means behind it', () => {
    expect(offWords(document, 'scale')).toBe(
      'The table from Split passes through unchanged: Logistic regression works on it as if this node were not there.',
    )
    expect(offWords(document, 'train')).toBe(
      'The table from Scale passes through unchanged: Evaluate gets it without this model’s predictions. Predict has no model to use and cannot run.',
    )
    expect(offWords(document, 'load')).toBe('It gives nothing while it is off, so Split behind it cannot run.')
    expect(offWords(document, 'loose')).toBe('A table wired into it passes through unchanged.')
    expect(passesOn(nodeSpecs.get('data.sample'))).toBe(false)
    expect(passesOn(nodeSpecs.get('prep.scale'))).toBe(true)
  })
})

describe('a node that did not run', () => {
  const because = (statuses: Record<string, NodeStatus>, id: string, of = document): string | undefined =>
    notRunBecause(of, id, at => statuses[at] ?? 'ready')?.text

  it('names what kept it from that', () => {
    expect(because({}, 'train')).toBeUndefined()
    expect(because({}, 'loose')).toBe('Wire a table in first.')
    expect(because({ scale: 'failed', train: 'skipped', judge: 'skipped' }, 'judge')).toBe(
      'Scale before it failed, so there was nothing to work on.',
    )
    expect(because({ scale: 'cancelled', train: 'skipped' }, 'train')).toBe(
      'The run was stopped before it came to this node.',
    )
    const off = setDisabled(document, 'load', true)
    expect(because({ load: 'skipped', split: 'skipped' }, 'split', off)).toBe(
      'Sample table before it is switched off and gave it nothing.',
    )
    expect(because({ scale: 'skipped' }, 'scale', setDisabled(document, 'scale', true))).toMatch(
      /^The table from Split/,
    )
  })
})
