import { describe, expect, it } from 'vitest'
import { nodeTypes } from '../nodes/registry'
import { testDevice } from '../testing/device'
import { frameOf, testNumbers } from '../testing/frames'
import { workable } from '../testing/worked'
import { Tables } from './rows'

const device = await testDevice()

describe('a row that cannot be worked through', () => {
  it('is told', async () => {
    const frame = frameOf({ a: testNumbers(60, 1), b: testNumbers(60, 2) })
    const { ask } = await workable(device, 'prep.polynomial', frame)
    await expect(ask({ row: 60 })).rejects.toThrow('there is no row 60')
    const tables = new Tables(nodeTypes, { table: () => Promise.reject(new Error('no files')) })
    await expect(tables.answer<'example'>({ is: 'example', node: 'n' })).rejects.toThrow('nothing to work through')
    expect(nodeTypes.get('table.columns')!.example).toBeUndefined()
  })
})
