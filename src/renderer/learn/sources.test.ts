import { expect, it } from 'vitest'
import type { FrameInfo } from '../../compute'
import { nodeSpecs } from '../../compute'
import { valuesOf } from '../../shared/pipeline/validate'
import { codeOf, settingOf } from './sources'

const column = (name: string, role: 'feature' | 'target', kind: 'number' | 'category' | 'text' = 'number') => ({
  name,
  role,
  kind,
  missing: 0,
})
const before: FrameInfo = {
  rows: 3,
  columns: [column('a', 'feature'), column('t', 'feature', 'text'), column('y', 'target')],
}

it('what came in, and the task that the model said, are the setting of its code', () => {
  const after: FrameInfo = { ...before, prediction: { node: 'm', task: 'regression', column: 'prediction' } }
  expect(settingOf(before, after)).toEqual({
    columns: before.columns,
    features: ['a'],
    target: 'y',
    task: 'regression',
  })
  expect(settingOf(after, undefined).task).toBe('regression')
  expect(settingOf(undefined, undefined)).toEqual({ columns: [], features: [] })
})

it('a judge and a source have code, by task and by what was set', async () => {
  const codeFor = (type: string, params: Record<string, unknown>, task?: 'regression') => {
    const spec = nodeSpecs.get(type)!
    const setting = { columns: [], features: [], ...(task && { task }) }
    return codeOf(spec, valuesOf({ id: 'n', type, params }, spec), setting)
  }
  expect(await codeFor('evaluate', {}, 'regression')).toContain('r2_score(y, predicted)')
  expect(await codeFor('evaluate', {})).toContain('classification_report(y, predicted')
  expect(await codeFor('data.file', { path: 'a.csv', delimiter: ';', decimal: ',' })).toBe(
    'import pandas as pd\n\npd.read_csv(filepath_or_buffer="a.csv", sep=";", decimal=",")',
  )
  expect(await codeFor('data.sample', { name: 'iris' })).toContain('load_iris(as_frame=True).frame')
  expect(await codeFor('data.sample', { name: 'digits' })).toContain('load_digits().images.reshape(-1, 64)')
  expect(await codeFor('prep.split', {})).toContain('ShuffleSplit')
})
