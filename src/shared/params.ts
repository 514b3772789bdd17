/**
 * A parameter is declared once, as data. From the declaration come the check and the sentence of its error (`checkParameter`),
 * the JSON Schema of `lathe nodes --json` (`parameterSchema`), the form control in the inspector and the invalid value
 * that the laws try (`invalidValue`).
 */
export type Parameter =
  | NumberParameter
  | ChoiceParameter
  | FlagParameter
  | TextParameter
  | ColumnParameter
  | ColumnParameter<readonly string[] | null>
  | ListParameter
  | MapParameter
  | ValueParameter

interface Base<T> {
  default: T
  /** What it does, in one sentence, for the inspector. */
  help: string
  /** Name in the form; by default made from the parameter's name. */
  title?: string
  /** Show only while these hold: `{ solver: ['gradientDescent'] }`. */
  when?: Record<string, readonly unknown[]>
  /** Heading of the form that it stands under. */
  section?: string
  /** Rarely changed: it stands under a heading of its own at the end of the form, folded. */
  advanced?: boolean
}

export interface NumberParameter<T = number | null> extends Base<T> {
  kind: 'number'
  integer: boolean
  /** Bounds: the value must lie in [min, max]; `above` and `below` leave the bound itself out. */
  min?: number
  max?: number
  above?: number
  below?: number
  /** The form's slider moves in powers of ten. */
  logarithmic?: boolean
  /** null is allowed and means what `nullMeans` says. */
  nullMeans?: string
  unit?: string
}

export interface ChoiceParameter<T extends string = string> extends Base<T> {
  kind: 'choice'
  choices: readonly T[]
  /** One line about each choice. */
  about?: Partial<Record<T, string>>
}

export interface FlagParameter extends Base<boolean> {
  kind: 'flag'
}

export interface TextParameter extends Base<string> {
  kind: 'text'
  /** The value is a path to a file: `open` to read it, `save` to write it. */
  file?: 'open' | 'save'
  required?: boolean
  /** Endings that the path may have, in lower case: `.csv`. */
  endings?: readonly string[]
}

/** Names of columns: one (`many: false`, value string or null) or several (string[] or null for "all that fit"). */
export interface ColumnParameter<T = string | null> extends Base<T> {
  kind: 'column'
  many: boolean
  /** What null means: "all numeric features". */
  nullMeans: string
  accepts?: readonly string[]
  /** The named column becomes the target. */
  gives?: 'target'
}

/** A list of numbers or strings of fixed or free length. */
export interface ListParameter<T = readonly unknown[] | null> extends Base<T> {
  kind: 'list'
  of: 'integer' | 'number' | 'text'
  length?: number
  min?: number
  max?: number
  nullMeans?: string
}

/** A map from column names to strings (`types`, `rename`). */
export interface MapParameter extends Base<Readonly<Record<string, string>>> {
  kind: 'map'
  /** Allowed values; any text where absent. */
  values?: readonly string[]
}

/** A cell: number or text or null. */
export interface ValueParameter extends Base<number | string | null> {
  kind: 'value'
  nullMeans: string
}

export type Parameters = Readonly<Record<string, Parameter>>

/** The type of a node's checked parameter values. */
export type Values<P extends Parameters> = { readonly [K in keyof P]: P[K]['default'] }

/** Parameter values of a node whose type is not known here. */
export type AnyValues = Values<Parameters>

type NumberOptions = Omit<NumberParameter, 'kind' | 'integer' | 'default' | 'nullMeans'>

export const number = (p: NumberOptions & { default: number }): NumberParameter<number> => ({
  kind: 'number',
  integer: false,
  ...p,
})
export const integer = (p: NumberOptions & { default: number }): NumberParameter<number> => ({
  kind: 'number',
  integer: true,
  ...p,
})
export const optionalNumber = (p: NumberOptions & { nullMeans: string }): NumberParameter<number | null> => ({
  kind: 'number',
  integer: false,
  default: null,
  ...p,
})
export const optionalInteger = (p: NumberOptions & { nullMeans: string }): NumberParameter<number | null> => ({
  kind: 'number',
  integer: true,
  default: null,
  ...p,
})
/** The first choice is the default unless `default` says otherwise. */
export const choice = <const T extends string>(
  choices: readonly T[],
  p: Omit<ChoiceParameter<T>, 'kind' | 'choices' | 'default'> & { default?: NoInfer<T> },
): ChoiceParameter<T> => ({ kind: 'choice', choices, ...p, default: p.default ?? choices[0] })
export const flag = (p: Base<boolean>): FlagParameter => ({ kind: 'flag', ...p })
export const text = (p: Omit<TextParameter, 'kind'>): TextParameter => ({ kind: 'text', ...p })
export const column = (p: Omit<ColumnParameter, 'kind' | 'many' | 'default'>): ColumnParameter<string | null> => ({
  kind: 'column',
  many: false,
  default: null,
  ...p,
})
export const columns = (
  p: Omit<ColumnParameter, 'kind' | 'many' | 'default'>,
): ColumnParameter<readonly string[] | null> => ({ kind: 'column', many: true, default: null, ...p })
export const list = <T extends readonly number[] | readonly string[] | null>(
  p: Omit<ListParameter<T>, 'kind'>,
): ListParameter<T> => ({ kind: 'list', ...p })
export const map = (p: Omit<MapParameter, 'kind' | 'default'>): MapParameter => ({ kind: 'map', default: {}, ...p })
export const value = (p: Omit<ValueParameter, 'kind' | 'default'>): ValueParameter => ({
  kind: 'value',
  default: null,
  ...p,
})
/** The seed of everything random in a node. */
export const seed = optionalInteger({
  min: 0,
  max: 2 ** 32 - 1,
  nullMeans: "the pipeline's seed",
  advanced: true,
  help: 'Start of the random numbers: the same seed gives the same result.',
})

/** What is wrong with a value, as a sentence that names the bounds; undefined when nothing is. */
export function checkParameter(name: string, p: Parameter, given: unknown): string | undefined {
  const must = (what: string): string => `${name} must be ${what}; it is ${show(given)}.`
  switch (p.kind) {
    case 'number': {
      if (given === null && p.nullMeans !== undefined) return undefined
      const ok =
        typeof given === 'number' &&
        Number.isFinite(given) &&
        (!p.integer || Number.isInteger(given)) &&
        (p.min === undefined || given >= p.min) &&
        (p.max === undefined || given <= p.max) &&
        (p.above === undefined || given > p.above) &&
        (p.below === undefined || given < p.below)
      return ok ? undefined : must(boundsSentence(p))
    }
    case 'choice':
      return p.choices.includes(given as string) ? undefined : must(`one of ${p.choices.join(', ')}`)
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

/** The parameter as JSON Schema (2020-12), for `lathe nodes --json`. */
export function parameterSchema(p: Parameter): Record<string, unknown> {
  const common = { default: p.default, description: p.help }
  switch (p.kind) {
    case 'number': {
      const type = p.integer ? 'integer' : 'number'
      return {
        type: p.nullMeans === undefined ? type : [type, 'null'],
        ...(p.min !== undefined && { minimum: p.min }),
        ...(p.max !== undefined && { maximum: p.max }),
        ...(p.above !== undefined && { exclusiveMinimum: p.above }),
        ...(p.below !== undefined && { exclusiveMaximum: p.below }),
        ...common,
      }
    }
    case 'choice':
      return { enum: p.choices, ...common }
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

function boundsSentence(p: NumberParameter): string {
  const noun = p.integer ? 'a whole number' : 'a number'
  const bounds = [
    p.min !== undefined && p.max !== undefined ? `from ${p.min} to ${p.max}` : undefined,
    p.min !== undefined && p.max === undefined ? `of at least ${p.min}` : undefined,
    p.max !== undefined && p.min === undefined ? `of at most ${p.max}` : undefined,
    p.above !== undefined ? `above ${p.above}` : undefined,
    p.below !== undefined ? `below ${p.below}` : undefined,
  ].filter(Boolean)
  return (
    [noun, bounds.join(' and ')].filter(Boolean).join(' ') +
    (p.nullMeans === undefined ? '' : `, or null (${p.nullMeans})`)
  )
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
