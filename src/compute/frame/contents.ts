import { LatheError } from '../../shared/errors'
import type { Coded, Form } from './cells'
import type { Column } from './frame'

/** What the cells of a form are called in a sentence. */
export const formNames: Readonly<Record<Form, string>> = {
  numbers: 'numbers',
  codes: 'categories',
  texts: 'texts',
  terms: 'terms',
  vector: 'vectors',
  image: 'images',
}

/** The numbers of a column. Errors: `data` where it holds something else. */
export async function numbersOf({ name, cells }: Column): Promise<Float64Array> {
  if (cells.form === 'numbers') return cells.numbers()
  throw unfit(name, cells.form, 'numbers are')
}

/** The codes of a column of categories or texts. Errors: `data` where it holds something else. */
export async function codesOf({ name, cells }: Column): Promise<Coded> {
  if (cells.form === 'codes') return cells.codes()
  if (cells.form === 'texts') return coded(await cells.texts())
  throw unfit(name, cells.form, 'categories are')
}

/** The texts of a column of categories or texts, null where missing. Errors: `data` where it holds something else. */
export async function textsOf({ name, cells }: Column): Promise<readonly (string | null)[]> {
  if (cells.form === 'texts') return cells.texts()
  if (cells.form !== 'codes') throw unfit(name, cells.form, 'texts are')
  const { codes, categories } = await cells.codes()
  return Array.from(codes, code => (code < 0 ? null : categories[code]))
}

/** Texts as codes into the different ones, in the order they are met; −1 where missing. */
export function coded(texts: readonly (string | null)[]): Coded {
  const places = new Map<string, number>()
  const codes = new Int32Array(texts.length)
  for (const [i, text] of texts.entries()) {
    if (text === null) {
      codes[i] = -1
      continue
    }
    const known = places.get(text) ?? places.size
    if (known === places.size) places.set(text, known)
    codes[i] = known
  }
  return { codes, categories: [...places.keys()] }
}

function unfit(name: string, form: Form, wanted: string): LatheError {
  return new LatheError({
    code: 'data',
    message: `${name} holds ${formNames[form]}, and ${wanted} needed.`,
    remedy: 'Choose another column.',
  })
}
