/**
 * A parameter is declared once, as data. From the declaration come the check and the sentence of its error (`parameterCheck.ts`),
 * the JSON Schema of `lathe nodes --json` (`parameterSchema.ts`), the form control in the inspector and the invalid value
 * that the laws try (`invalidValue`).
 */
export type Parameter =
  | NumberParameter
  | ChoiceParameter
  | ChoiceOrNumberParameter
  | FlagParameter
  | TextParameter
  | ColumnParameter
  | ColumnParameter<readonly string[] | null>
  | ListParameter
  | MapParameter
  | ValueParameter
  | RecordsParameter

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

/** The value must lie in [min, max]; `above` and `below` leave the bound itself out. */
export interface Bounds {
  min?: number
  max?: number
  above?: number
  below?: number
}

export interface NumberParameter<T = number | null> extends Base<T>, Bounds {
  kind: 'number'
  integer: boolean
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

/** One of a few words, or a number: `gamma` is scale, auto or 0.1. */
export interface ChoiceOrNumberParameter<T extends string = string> extends Base<T | number>, Bounds {
  kind: 'choiceOrNumber'
  choices: readonly T[]
  about?: Partial<Record<T, string>>
  /** What the number is, in the form: "share of the features". */
  numberMeans: string
}

export interface FlagParameter extends Base<boolean> {
  kind: 'flag'
}

export interface TextParameter extends Base<string> {
  kind: 'text'
  /** The value is a path to a file: `open` to read it, `save` to write it. */
  file?: 'open' | 'save'
  /** What such a file holds: the system's dialog shows files of this kind. */
  holds?: 'table' | 'model' | 'report'
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
  /** It is one of the classes that the model before it tells apart: the form offers them. */
  of?: 'classes'
}

/** The fields of one type of record. */
export interface RecordType {
  /** One line about it. */
  about: string
  fields: Readonly<Record<string, FieldParameter>>
}
export type FieldParameter = NumberParameter | ChoiceParameter | ChoiceOrNumberParameter | FlagParameter

/** One record: its type and its fields, those left out at their defaults. */
export type ParameterRecord = { readonly type: string } & Readonly<Record<string, unknown>>

/** A list of records of a few types, in order: the layers of a network. */
export interface RecordsParameter<T = readonly ParameterRecord[]> extends Base<T> {
  kind: 'records'
  types: Readonly<Record<string, RecordType>>
  /** What one record is called: "layer". */
  noun: string
  /** Fewest and most records. */
  min?: number
  max?: number
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
/** The first choice is the default unless `default` says otherwise. */
export const choiceOrNumber = <const T extends string>(
  choices: readonly T[],
  p: Omit<ChoiceOrNumberParameter<T>, 'kind' | 'choices' | 'default'> & { default?: NoInfer<T> | number },
): ChoiceOrNumberParameter<T> => ({ kind: 'choiceOrNumber', choices, ...p, default: p.default ?? choices[0] })
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
/** A record of one of the types, with every field: what a node sees (`completeRecords`). */
type RecordOf<R extends RecordsParameter['types']> = {
  [K in keyof R & string]: { readonly type: K } & { readonly [F in keyof R[K]['fields']]: R[K]['fields'][F]['default'] }
}[keyof R & string]
export const records = <const R extends RecordsParameter['types']>(
  types: R,
  p: Omit<RecordsParameter<readonly RecordOf<R>[]>, 'kind' | 'types'>,
): RecordsParameter<readonly RecordOf<R>[]> => ({ kind: 'records', types, ...p })
/** The seed of everything random in a node. */
export const seed = optionalInteger({
  min: 0,
  max: 2 ** 32 - 1,
  nullMeans: "the pipeline's seed",
  advanced: true,
  help: 'Start of the random numbers: the same seed gives the same result.',
})
