import type { Bounds, Parameter, RecordType } from './params'

/** The parameter as JSON Schema (2020-12), for `lathe nodes --json`. */
export function parameterSchema(p: Parameter): Record<string, unknown> {
  const common = { default: p.default, description: p.help }
  switch (p.kind) {
    case 'number': {
      const type = p.integer ? 'integer' : 'number'
      return {
        type: p.nullMeans === undefined ? type : [type, 'null'],
        ...boundsOf(p),
        ...common,
      }
    }
    case 'choice':
      return { enum: p.choices, ...common }
    case 'choiceOrNumber':
      return { anyOf: [{ enum: p.choices }, { type: 'number', ...boundsOf(p) }], ...common }
    case 'records':
      return {
        type: 'array',
        items: { oneOf: Object.entries(p.types).map(([type, record]) => recordSchema(type, record)) },
        ...(p.min !== undefined && { minItems: p.min }),
        ...(p.max !== undefined && { maxItems: p.max }),
        ...common,
      }
    case 'flag':
      return { type: 'boolean', ...common }
    case 'text':
      return { type: 'string', ...common }
    case 'column':
      return p.many
        ? { type: ['array', 'null'], items: { type: 'string' }, ...common }
        : { type: ['string', 'null'], ...common }
    case 'list':
      return {
        type: p.nullMeans === undefined ? 'array' : ['array', 'null'],
        items: {
          type: p.of === 'text' ? 'string' : p.of,
          ...(p.min !== undefined && { minimum: p.min }),
          ...(p.max !== undefined && { maximum: p.max }),
        },
        ...(p.length !== undefined && { minItems: p.length, maxItems: p.length }),
        ...common,
      }
    case 'map':
      return { type: 'object', additionalProperties: p.values ? { enum: p.values } : { type: 'string' }, ...common }
    case 'value':
      return { type: ['number', 'string', 'null'], ...common }
  }
}

const boundsOf = (p: Bounds): Record<string, number> => ({
  ...(p.min !== undefined && { minimum: p.min }),
  ...(p.max !== undefined && { maximum: p.max }),
  ...(p.above !== undefined && { exclusiveMinimum: p.above }),
  ...(p.below !== undefined && { exclusiveMaximum: p.below }),
})

function recordSchema(type: string, { about, fields }: RecordType): Record<string, unknown> {
  const properties = Object.entries(fields).map(([name, p]) => [name, parameterSchema(p)] as const)
  return {
    type: 'object',
    description: about,
    properties: { type: { const: type }, ...Object.fromEntries(properties) },
    required: ['type'],
    additionalProperties: false,
  }
}
