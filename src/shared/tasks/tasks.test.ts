import { describe, expect, it } from 'vitest'
import { taskNames } from '../frame'
import { leadFigure, taskNamed, tasks } from './tasks'

const judged = { model: 'M', noun: 'test row', those: '40 test rows', seen: ' it had not seen' }

describe.each(taskNames)('%s', name => {
  const task = tasks[name]
  it('has figures of distinct keys, the chief one first', () => {
    expect(new Set(task.figures.map(f => f.key)).size).toBe(task.figures.length)
    if (task.figures.length > 0) expect(task.figures[0].chief).toBe(true)
  })
  it('says nothing of figures that do not exist, and names the model where they do', () => {
    const nothing = Object.fromEntries(task.figures.map(f => [f.key, null]))
    if (name !== 'clustering') expect(task.sentence({ ...judged, figures: nothing })).toBeUndefined()
    const some = Object.fromEntries(task.figures.map((f, i) => [f.key, 0.25 + i]))
    if (task.figures.length > 0) expect(task.sentence({ ...judged, figures: some })).toMatch(/^M .*\.$/)
  })
})

it('classification counts the diagonal of the matrix', () => {
  const confusion = {
    classes: ['a', 'b'],
    counts: [
      [10, 2],
      [1, 27],
    ],
  }
  expect(tasks.classification.sentence({ ...judged, figures: { accuracy: 0.9 }, confusion })).toBe(
    'M names the class of 37 of 40 test rows it had not seen.',
  )
})

it('the lead figure is the first with a good end that all models have', () => {
  expect(
    leadFigure(tasks.regression, [
      { r2: 0.5, rmse: 2 },
      { r2: null, rmse: 3 },
    ])?.key,
  ).toBe('rmse')
  expect(leadFigure(tasks.clustering, [{ nClusters: 3, silhouette: null }])).toBeUndefined()
})

it('a task of a newer program is not known', () => {
  expect(taskNamed('toString')).toBeUndefined()
  expect(taskNamed('ranking')?.figures[0].key).toBe('ndcg@k')
})
