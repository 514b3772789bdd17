import { describe, expect, it } from 'vitest'
import { testDevice } from '../../../testing/device'
import { runType } from '../../../testing/run'
import { classifiedFrame, predictedFrame } from './predicted.fixture'

const device = await testDevice()

type Models = Record<string, Record<string, Record<string, unknown>>>

async function judged(frames: Parameters<typeof runType>[2], params: Record<string, unknown> = {}) {
  const run = await runType(device, 'evaluate', frames, params)
  return { ...run, models: run.summary['models'] as Models }
}

const yes = [0.1, 0.4, 0.35, 0.8, 0.7, 0.2]
const binary = (options: Parameters<typeof classifiedFrame>[2] = {}) =>
  classifiedFrame(['no', 'no', 'yes', 'yes', 'yes', 'no'], { no: yes.map(p => 1 - p), yes }, options)

describe('classification', () => {
  it('judges every partition by itself', async () => {
    const { models, summary } = await judged(binary({ parts: [0, 0, 0, 0, 2, 2] }))
    expect(Object.keys(models['train'])).toEqual(['train', 'test'])
    expect(models['train']['test']).toMatchObject({ rows: 2, accuracy: 1 })
    expect(models['train']['train']).toMatchObject({
      rows: 4,
      accuracy: 0.75,
      rocAuc: 0.75,
      confusion: { classes: ['no', 'yes'], counts: [[2, 0], [1, 1]] },
      perClass: { yes: { precision: 1, recall: 0.5, support: 2 } },
    })
    expect(summary).toMatchObject({
      task: 'classification',
      positiveClass: 'yes',
      headline: { model: 'train', partition: 'test', metric: 'accuracy', value: 1 },
    })
  })
})

describe('regression', () => {
  it('judges all rows where there was no split', async () => {
    const { models } = await judged(predictedFrame([3, -0.5, 2, 7], [2.5, 0, 2, 8]))
    const all = models['train']['all']
    expect(all).toMatchObject({ rows: 4, mae: 0.5, mse: 0.375, medianAbsoluteError: 0.5 })
    expect(all['r2']).toBeCloseTo(0.9486081370449679, 14)
  })
})
