import { describe, expect, it } from 'vitest'
import { readPipeline } from '../../shared/pipeline/document'
import { positionsOf } from '../layout/positions'
import { isImputed, withImpute } from './imputing'

const line = (...types: string[]) =>
  readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    nodes: types.map(type => ({ id: type.slice(type.indexOf('.') + 1), type })),
    edges: types.slice(1).map((type, i) => ({
      from: types[i].slice(types[i].indexOf('.') + 1),
      to: type.slice(type.indexOf('.') + 1),
    })),
  })

describe('imputing', () => {
  it('goes behind the split, on the line', () => {
    const made = withImpute(line('data.file', 'table.columns', 'prep.split', 'prep.scale'), 'file')
    expect(made.edges).toContainEqual({ from: 'split', to: 'impute' })
    expect(made.edges).toContainEqual({ from: 'impute', to: 'scale' })
    expect(made.edges).not.toContainEqual({ from: 'split', to: 'scale' })
    expect(isImputed(made, 'file')).toBe(true)
    const places = positionsOf(made)
    expect(places['impute'][1]).toBe(places['split'][1])
    expect(places['impute'][0]).toBeGreaterThan(places['split'][0])
  })

  it('goes at the end of a line without more', () => {
    const made = withImpute(line('data.file'), 'file')
    expect(made.edges).toEqual([{ from: 'file', to: 'impute' }])
    expect(isImputed(line('data.file'), 'file')).toBe(false)
  })
})
