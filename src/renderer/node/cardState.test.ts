import { describe, expect, it } from 'vitest'
import { line, specs } from '../../shared/pipeline/specs.fixture'
import { nodeSpecs } from '../../compute'
import { cardState, type FootFacts, footOf, obstacleOf, spoken } from './cardState'

const facts = (more: Partial<FootFacts>): FootFacts => ({
  state: 'ready',
  status: 'ready',
  run: { fraction: 0, secondsLeft: null },
  runKey: 'F5',
  ...more,
})
const said = (more: Partial<FootFacts>): string => {
  const { left, right } = footOf(facts(more))
  return `${left} | ${right}`
}
const failed = (message: string, code: 'data' | 'device' = 'data') =>
  said({
    state: 'failed',
    run: { fraction: 0, secondsLeft: null, result: { type: 'x', status: 'failed', error: { code, message } } },
  })

describe('what keeps a node from running', () => {
  const node = line(['b:prep.step']).nodes[0]
  const spec = specs.get('prep.step')

  it('is an input without a wire, before all', () => {
    expect(obstacleOf({ ...node, params: { k: 99 } }, spec, new Set())).toEqual({
      reason: 'needs a table',
      fix: { kind: 'input', port: 'frame' },
    })
    expect(obstacleOf(node, spec, new Set(['frame']))).toBeUndefined()
  })

  it('is a parameter out of its bounds', () => {
    expect(obstacleOf({ ...node, params: { k: 99 } }, spec, new Set(['frame']))).toEqual({
      reason: 'check k',
      fix: { kind: 'parameter', name: 'k' },
    })
  })

  it('is a parameter that the node does not have', () => {
    expect(obstacleOf({ ...node, params: { folds: 3 } }, spec, new Set(['frame']))).toEqual({
      reason: 'no setting "folds"',
      fix: { kind: 'stray', name: 'folds' },
    })
  })

  it('is a file that was not chosen', () => {
    const file = { id: 'f', type: 'data.file', params: {} }
    expect(obstacleOf(file, nodeSpecs.get('data.file'), new Set())?.reason).toBe('choose a file')
  })

  it('is a type that is not known', () => {
    expect(obstacleOf(node, undefined, new Set())?.reason).toBe('unknown node')
  })

  it('is no optional input', () => {
    const use = line(['u:use']).nodes[0]
    expect(obstacleOf(use, specs.get('use'), new Set(['frame']))).toBeUndefined()
  })
})

describe('a target', () => {
  const column = (kind: 'category' | 'number') => ({ name: 'y', kind, role: 'target', missing: 0 }) as const
  const trouble = (type: string, target: Parameters<typeof obstacleOf>[3]) =>
    obstacleOf({ id: 'm', type, params: {} }, nodeSpecs.get(type), new Set(['frame']), target)?.reason
  it.each([
    ['model.logisticRegression', 'no', 'choose a target'],
    ['model.linearRegression', 'no', 'choose a target'],
    ['model.linearRegression', column('category'), 'target is no number'],
    ['model.linearRegression', column('number'), undefined],
    ['model.logisticRegression', column('category'), undefined],
    ['model.logisticRegression', 'unknown', undefined],
    ['model.logisticRegression', 'yes', undefined],
    ['model.pca', 'no', undefined],
    ['model.kMeans', 'no', undefined],
  ] as const)('%s with %j: %s', (type, target, reason) => expect(trouble(type, target)).toBe(reason))

  it('is chosen in another node', () => {
    const spec = nodeSpecs.get('model.linearRegression')
    const found = obstacleOf({ id: 'm', type: spec!.type, params: {} }, spec, new Set(['frame']), 'no')
    expect(found?.fix).toEqual({ kind: 'target' })
  })
})

describe('the state of a card', () => {
  const obstacle = { reason: '', fix: { kind: 'type' } } as const
  it.each([
    ['done', false, undefined, 'done'],
    ['stale', false, undefined, 'stale'],
    ['cancelled', false, undefined, 'ready'],
    ['skipped', false, undefined, 'ready'],
    ['done', true, undefined, 'off'],
    ['running', true, obstacle, 'running'],
    ['queued', false, obstacle, 'queued'],
    ['failed', false, obstacle, 'notReady'],
    ['failed', false, undefined, 'failed'],
  ] as const)('%s, off %s, obstacle %j: %s', (status, off, hindered, state) => {
    expect(cardState(status, off, hindered)).toBe(state)
  })
})

describe('the foot of a card', () => {
  const figure = { label: 'accuracy', value: '0.988' }
  it.each<[Partial<FootFacts>, string]>([
    [{}, 'ready | F5 to run'],
    [{ status: 'cancelled' }, 'stopped | F5 to run'],
    [{ behind: 'Scale' }, 'waits for | Scale'],
    [{ status: 'cancelled', behind: 'Scale' }, 'waits for | Scale'],
    [{ status: 'skipped' }, 'not run | input failed'],
    [{ status: 'skipped', stopped: true }, 'not run | stopped'],
    [{ state: 'notReady', obstacle: { reason: 'needs a table', fix: { kind: 'type' } } }, 'needs a table | Fix'],
    [{ state: 'off' }, 'switched off | passes through'],
    [{ state: 'queued', place: 0 }, 'queued | next'],
    [{ state: 'queued', place: 1 }, 'queued | second'],
    [{ state: 'queued', place: 11 }, 'queued | 12th'],
    [{ state: 'queued', place: 3, waitsFor: 3 }, 'waits for | 3 nodes'],
    [{ state: 'running', run: { fraction: 0.379, secondsLeft: 17 } }, '37 % | 17 s left'],
    [{ state: 'running', run: { fraction: 0, secondsLeft: null } }, '0 % | running'],
    [
      {
        state: 'running',
        run: {
          fraction: 0.4,
          secondsLeft: 9,
          iterations: { iteration: 4, perSecond: 1, finishing: false, hold: 'standing' },
        },
      },
      '40 % | paused',
    ],
    [{ state: 'done', figure }, 'accuracy | 0.988'],
    [{ state: 'done' }, 'done | '],
    [{ state: 'done', figure, unfinished: true }, 'not converged | 0.988'],
    [{ state: 'done', figure, unfinished: true, early: 'iteration 1,860' }, 'finished early | at 1,860'],
    [{ state: 'done', figure, early: 'iteration 7 of start 3' }, 'finished early | at 7 of start 3'],
    [{ state: 'stale', figure }, 'accuracy | was 0.988'],
    [{ state: 'stale' }, 'out of date | '],
  ])('%j: %s', (more, text) => {
    expect(said(more)).toBe(text)
  })

  it.each([
    ['The column sex has 11 missing cells, and a missing category has no code.', 'missing values | 11'],
    ['K-means cannot take missing cells, and a and b have 12,019.', 'missing values | 12,019'],
    ['Linear regression needs numbers, and x2 is a category.', 'categories | '],
    ['It needs a target, and no column is one.', 'target | '],
    ['The rows are odd.', 'unfit data | '],
  ])('%s fails as %s', (message, text) => {
    expect(failed(message)).toBe(text)
  })

  it('names the device where it is to blame', () => {
    expect(failed('The device was lost.', 'device')).toBe('GPU fault | ')
  })
})

it('a card is said in one sentence', () => {
  const foot = { left: 'rows', tone: 'plain', right: '344 × 6', strong: true } as const
  expect(spoken('Scale', 'standard', 'done', foot)).toBe('Scale, standard, done, rows 344 by 6')
  expect(spoken('Scale', '', 'ready', { ...foot, left: 'ready', right: 'F5 to run' })).toBe('Scale, ready, F5 to run')
})

it.each<[Partial<FootFacts>, string]>([
  [{ status: 'cancelled' }, 'Scale, stopped, F5 to run'],
  [{ behind: 'Impute' }, 'Scale, waits for Impute'],
  [
    { state: 'notReady', obstacle: { reason: 'needs a table', fix: { kind: 'type' } } },
    'Scale, not ready, needs a table',
  ],
  [{ status: 'skipped' }, 'Scale, not run, input failed'],
  [{ status: 'skipped', stopped: true }, 'Scale, not run, stopped'],
  [{ state: 'running', run: { fraction: 0, secondsLeft: null } }, 'Scale, 0 % running'],
  [{ state: 'running', run: { fraction: 0.5, secondsLeft: 17 } }, 'Scale, running, 50 % 17 s left'],
])('%j is one state: %s', (more, text) => {
  expect(spoken('Scale', '', more.state ?? 'ready', footOf(facts(more)))).toBe(text)
})
