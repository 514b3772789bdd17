import type { Bounds, ListParameter, NumberParameter, Parameter, ParameterRecord, RecordsParameter } from './params'

/** What is wrong with a value, as a sentence that names the bounds; undefined when nothing is. */
export function checkParameter(name: string, p: Parameter, given: unknown): string | undefined {
  const must = (what: string): string => `${name} must be ${what}; it is ${show(given)}.`
  switch (p.kind) {
    case 'number': {
      if (given === null && p.nullMeans !== undefined) return undefined
      const ok = isWithin(p, given) && (!p.integer || Number.isInteger(given))
      return ok ? undefined : must(numberSentence(p))
    }
    case 'choice':
      return p.choices.includes(given as string) ? undefined : must(`one of ${p.choices.join(', ')}`)
    case 'choiceOrNumber':
      return p.choices.includes(given as string) || isWithin(p, given)
        ? undefined
        : must([`one of ${p.choices.join(', ')}, or a number`, boundsSentence(p)].filter(Boolean).join(' '))
    case 'records':
      return checkRecords(name, p, given, must)
    case 'flag':
      return typeof given === 'boolean' ? undefined : must('true or false')
    case 'text':
      if (typeof given !== 'string') return must('text')
      if (given === '') return p.required ? `${name} must be given.` : undefined
      return p.endings && !p.endings.some(e => given.toLowerCase().endsWith(e))
        ? must(`a path that ends in ${p.endings.join(' or ')}`)
        : undefined
    case 'column':
      if (given === null) return undefined
      if (p.many) return isTexts(given) ? undefined : must('a list of column names')
      return typeof given === 'string' ? undefined : must('the name of a column')
    case 'list': {
      if (given === null && p.nullMeans !== undefined) return undefined
      const item = (x: unknown): boolean =>
        p.of === 'text'
          ? typeof x === 'string'
          : typeof x === 'number' &&
            Number.isFinite(x) &&
            (p.of !== 'integer' || Number.isInteger(x)) &&
            x >= (p.min ?? -Infinity) &&
            x <= (p.max ?? Infinity)
      const ok = Array.isArray(given) && given.every(item) && (p.length === undefined || given.length === p.length)
      return ok ? undefined : must(listSentence(p))
    }
    case 'map': {
      const ok =
        typeof given === 'object' &&
        given !== null &&
        !Array.isArray(given) &&
        Object.values(given).every(v => typeof v === 'string' && (!p.values || p.values.includes(v)))
      return ok
        ? undefined
        : must(`an object from column names to ${p.values ? `one of ${p.values.join(', ')}` : 'text'}`)
    }
    case 'value':
      return given === null || typeof given === 'string' || (typeof given === 'number' && Number.isFinite(given))
        ? undefined
        : must('a number, a text or null')
  }
}

/** A value that `checkParameter` refuses: the laws try it on every parameter. */
export function invalidValue(p: Parameter): unknown {
  switch (p.kind) {
    case 'number':
      if (p.max !== undefined) return p.max + 1
      if (p.min !== undefined) return p.min - 1
      if (p.below !== undefined) return p.below
      if (p.above !== undefined) return p.above
      return 'many'
    case 'choice':
    case 'choiceOrNumber':
      return 'noSuchChoice'
    case 'flag':
      return 'yes'
    case 'list':
      return [{}]
    case 'value':
      return [1]
    default:
      return 7
  }
}

function isWithin(p: Bounds, given: unknown): given is number {
  return (
    typeof given === 'number' &&
    Number.isFinite(given) &&
    (p.min === undefined || given >= p.min) &&
    (p.max === undefined || given <= p.max) &&
    (p.above === undefined || given > p.above) &&
    (p.below === undefined || given < p.below)
  )
}

/** Faults inside a list are told with their place: "layers[2].kernel must be …". */
function checkRecords(
  name: string,
  p: RecordsParameter,
  given: unknown,
  must: (what: string) => string,
): string | undefined {
  const noun = `${p.noun}s`
  if (!Array.isArray(given)) return must(`a list of ${noun}`)
  if (given.length < (p.min ?? 0)) return must(`a list of at least ${p.min} ${p.min === 1 ? p.noun : noun}`)
  if (given.length > (p.max ?? Infinity)) return must(`a list of at most ${p.max} ${noun}`)
  for (const [i, item] of (given as unknown[]).entries()) {
    const at = `${name}[${i}]`
    const types = Object.keys(p.types).join(', ')
    const type = (item as Partial<ParameterRecord> | null)?.type
    if (typeof type !== 'string' || !Object.hasOwn(p.types, type))
      return `${at}.type must be one of ${types}; it is ${show(type ?? item)}.`
    const { fields } = p.types[type]
    for (const [field, value] of Object.entries(item as ParameterRecord)) {
      if (field === 'type') continue
      if (!Object.hasOwn(fields, field))
        return `${at}.${field} is not known: ${type} has ${Object.keys(fields).join(', ') || 'no fields'}.`
      const wrong = checkParameter(`${at}.${field}`, fields[field], value)
      if (wrong) return wrong
    }
  }
  return undefined
}

/** The records with the fields that were left out at their defaults. The value must be valid. */
export function completeRecords(p: RecordsParameter, given: readonly ParameterRecord[]): readonly ParameterRecord[] {
  return given.map(record => ({ ...newRecord(p, record.type), ...record }))
}

/** A record of a type with every field at its default. */
export function newRecord(p: RecordsParameter, type: string): ParameterRecord {
  const fields = Object.entries(p.types[type].fields).map(([field, { default: value }]) => [field, value] as const)
  return { type, ...Object.fromEntries(fields) }
}

function numberSentence(p: NumberParameter): string {
  const noun = p.integer ? 'a whole number' : 'a number'
  return (
    [noun, boundsSentence(p)].filter(Boolean).join(' ') +
    (p.nullMeans === undefined ? '' : `, or null (${p.nullMeans})`)
  )
}

function boundsSentence(p: Bounds): string {
  const bounds = [
    p.min !== undefined && p.max !== undefined ? `from ${p.min} to ${p.max}` : undefined,
    p.min !== undefined && p.max === undefined ? `of at least ${p.min}` : undefined,
    p.max !== undefined && p.min === undefined ? `of at most ${p.max}` : undefined,
    p.above !== undefined ? `above ${p.above}` : undefined,
    p.below !== undefined ? `below ${p.below}` : undefined,
  ].filter(Boolean)
  return bounds.join(' and ')
}

function listSentence(p: ListParameter): string {
  const what = { integer: 'whole numbers', number: 'numbers', text: 'texts' }[p.of]
  const count = p.length === undefined ? 'a list of' : `a list of ${p.length}`
  const bounds = p.min !== undefined ? ` of at least ${p.min}` : ''
  return `${count} ${what}${bounds}${p.nullMeans === undefined ? '' : `, or null (${p.nullMeans})`}`
}

const isTexts = (x: unknown): x is string[] => Array.isArray(x) && x.every(v => typeof v === 'string')

function show(x: unknown): string {
  const s = JSON.stringify(x) ?? String(x)
  return s.length > 60 ? `${s.slice(0, 57)}…` : s
}
