import { expect, it } from 'vitest'
import type { Block } from '../../shared/results/blocks'
import type { NodeStatus } from '../stores/run'
import { standIn } from './standIn'

const text: Block = { kind: 'text', title: '', text: '' } as unknown as Block
const wire = (from: string, to: string): { from: string; to: string } => ({ from: `${from}.out`, to: `${to}.in` })
const document = {
  format: 'lathe-pipeline',
  version: 1,
  name: '',
  seed: 1,
  // Not in the order of the line.
  nodes: ['judge', 'load', 'train'].map(id => ({ id, type: 'prep.scale', params: {} })),
  edges: [wire('load', 'train'), wire('train', 'judge')],
} as unknown as Parameters<typeof standIn>[0]

function shown(running: boolean, states: Record<string, [NodeStatus, number]>): string | undefined {
  return standIn(document, {
    running,
    statusOf: id => states[id][0],
    of: id => ({ blocks: Array.from({ length: states[id][1] }, () => text) }),
  })
}

it('shows the last of the line that has something to show', () => {
  expect(shown(false, { load: ['done', 1], train: ['done', 2], judge: ['done', 3] })).toBe('judge')
  expect(shown(false, { load: ['done', 1], train: ['stale', 2], judge: ['failed', 3] })).toBe('train')
  expect(shown(false, { load: ['done', 0], train: ['ready', 2], judge: ['ready', 3] })).toBeUndefined()
})

it('shows what is learning while a run goes on, and nothing else', () => {
  expect(shown(true, { load: ['done', 1], train: ['running', 1], judge: ['queued', 3] })).toBe('train')
  expect(shown(true, { load: ['done', 1], train: ['running', 0], judge: ['queued', 3] })).toBeUndefined()
})
