import { describe, expect, it } from 'vitest'
import { checkParameter, completeRecords, invalidValue } from './parameterCheck'
import { parameterSchema } from './parameterSchema'
import { choice, choiceOrNumber, flag, integer, records } from './params'

const gamma = choiceOrNumber(['scale', 'auto'], { above: 0, numberMeans: 'its value', help: 'Width of the kernel.' })
const layers = records(
  {
    dense: { about: 'All to all.', fields: { units: integer({ default: 64, min: 1, help: 'Neurons.' }) } },
    pool: {
      about: 'Smaller pictures.',
      fields: {
        kind: choice(['max', 'average'], { help: 'Which.' }),
        size: integer({ default: 2, min: 1, help: 'Width.' }),
        padded: flag({ default: false, help: 'Keep the size.' }),
      },
    },
  },
  { default: [{ type: 'dense', units: 64 }], noun: 'layer', min: 1, max: 3, help: 'From the input on.' },
)

describe('a choice or a number', () => {
  it.each(['scale', 'auto', 0.1, 1e9])('may be %s', given => {
    expect(checkParameter('gamma', gamma, given)).toBeUndefined()
  })
  it.each([0, -1, 'wide', '0.1', null, Infinity, true, [1]])('may not be %j', given => {
    expect(checkParameter('gamma', gamma, given)).toMatch(
      /^gamma must be one of scale, auto, or a number above 0; it is /,
    )
  })
  it('is either in the schema', () => {
    expect(parameterSchema(gamma)).toEqual({
      anyOf: [{ enum: ['scale', 'auto'] }, { type: 'number', exclusiveMinimum: 0 }],
      default: 'scale',
      description: 'Width of the kernel.',
    })
  })
})

describe('records', () => {
  it('may leave fields out, and are completed', () => {
    const given = [{ type: 'pool', size: 3 }, { type: 'dense' }]
    expect(checkParameter('layers', layers, given)).toBeUndefined()
    expect(completeRecords(layers, given)).toEqual([
      { type: 'pool', kind: 'max', size: 3, padded: false },
      { type: 'dense', units: 64 },
    ])
  })
  it.each([
    ['layers', 7, 'layers must be a list of layers; it is 7.'],
    ['none', [], 'layers must be a list of at least 1 layer; it is [].'],
    ['four', Array(4).fill({ type: 'dense' }), /^layers must be a list of at most 3 layers; it is /],
    ['a strange type', [{ type: 'conv' }], 'layers[0].type must be one of dense, pool; it is "conv".'],
    ['no type', [{ units: 3 }], 'layers[0].type must be one of dense, pool; it is {"units":3}.'],
    ['null', [null], 'layers[0].type must be one of dense, pool; it is null.'],
    ['a name of every object', [{ type: 'toString' }], /^layers\[0\]\.type must be one of dense, pool; /],
    ['a strange field', [{ type: 'dense', size: 2 }], 'layers[0].size is not known: dense has units.'],
    [
      'a wrong field',
      [{ type: 'dense' }, { type: 'pool', size: 0 }],
      'layers[1].size must be a whole number of at least 1; it is 0.',
    ],
  ])('refuse %s', (_, given, sentence) => {
    expect(checkParameter('layers', layers, given)).toMatch(sentence)
  })
  it('refuse what the laws try', () => {
    for (const p of [gamma, layers]) expect(checkParameter('p', p, invalidValue(p))).toBeDefined()
  })
  it('are told by type in the schema', () => {
    expect(parameterSchema(layers)).toMatchObject({
      type: 'array',
      minItems: 1,
      maxItems: 3,
      items: {
        oneOf: [
          { properties: { type: { const: 'dense' }, units: { type: 'integer', minimum: 1, default: 64 } } },
          { properties: { type: { const: 'pool' }, kind: { enum: ['max', 'average'] } }, required: ['type'] },
        ],
      },
    })
  })
})
