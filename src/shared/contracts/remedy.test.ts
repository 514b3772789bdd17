import { describe, expect, it } from 'vitest'
import { LatheError } from '../errors'
import { remedySchema } from './remedy'

describe('a remedy', () => {
  const whole = { text: 'Put prep.impute before it.', fix: { insert: 'prep.impute', before: 'prep.scale' } }

  it.each([
    [whole, whole],
    [{ text: 'Wait.' }, { text: 'Wait.' }],
    [
      { text: 'Use it.', fix: { replace: 'model.knn' } },
      { text: 'Use it.', fix: { replace: 'model.knn' } },
    ],
    // As results were kept once.
    ['Wait.', { text: 'Wait.' }],
  ])('%j is read', (kept, read) => expect(remedySchema.parse(kept)).toEqual(read))

  it.each([{}, { text: 'x', fix: {} }, { text: 'x', fix: { insert: 1 } }, { text: 'x', fix: { remove: 'all' } }])(
    '%j is refused',
    kept => expect(remedySchema.safeParse(kept).success).toBe(false),
  )

  it('is the last sentence of the line of its fault', () => {
    const parts = { code: 'data', message: 'There are gaps.', where: 'scale' } as const
    const line = 'scale: There are gaps. Put prep.impute before it.'
    expect(new LatheError({ ...parts, remedy: whole }).line).toBe(line)
    expect(new LatheError({ ...parts, remedy: whole.text }).line).toBe(line)
    expect(new LatheError({ ...parts, remedy: whole.text }).toJSON().remedy).toEqual({ text: whole.text })
  })
})
