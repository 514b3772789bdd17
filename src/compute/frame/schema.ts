import { type Kind, numericKinds } from '../../shared/frame'
import type { Cells } from './cells'

/** A column of a frame, as far as its schema goes. */
interface Column {
  name: string
  kind: Kind
  cells: Cells
}

/** A feature as a step or a model remembers it: what rows must bring to go through it. */
export interface FeatureSchema {
  name: string
  kind: Kind
  /** What a wide cell holds: its size, and what its components stand for. */
  content?: Content
  /** Of a category that a model took as it is: the categories it met, in the order of its codes. */
  categories?: readonly string[]
}

export type Content =
  | { form: 'terms'; names: readonly string[] }
  | { form: 'vector'; width: number; names?: readonly string[]; shape?: readonly [steps: number, features: number] }
  | { form: 'image'; height: number; width: number; channels: number }

export function featureSchema({ name, kind, cells }: Column): FeatureSchema {
  switch (cells.form) {
    case 'terms':
      return { name, kind, content: { form: 'terms', names: cells.names } }
    case 'vector': {
      const { form, width, names, shape } = cells
      return { name, kind, content: { form, width, ...(names && { names }), ...(shape && { shape }) } }
    }
    case 'image': {
      const { form, height, width, channels } = cells
      return { name, kind, content: { form, height, width, channels } }
    }
    default:
      return { name, kind }
  }
}

/**
 * How a column differs from what was learned, in words that follow "learned pixels as 8 × 8 images, and here …"; undefined where it fits. Numbers
 * of any kind stand for each other, and a text may be read as a category.
 */
export function misfit(column: Column, learned: FeatureSchema): string | undefined {
  const here = featureSchema(column)
  if (learned.content?.form === 'terms' && here.content?.form === 'terms')
    return sameNames(here.content.names, learned.content.names) ? undefined : 'its components are others'
  if (learned.content ?? here.content) {
    const [was, is] = [asWords(learned), asWords(here)]
    return was === is ? undefined : `it is ${is}`
  }
  const fits = isNumber(learned.kind)
    ? isNumber(here.kind)
    : here.kind === learned.kind || (learned.kind === 'category' && here.kind === 'text')
  return fits ? undefined : `it is ${asWords(here)}`
}

/** "category", "vector of 64 components", "8 × 8 image". */
export function asWords({ kind, content }: FeatureSchema): string {
  if (!content) return kind
  if (content.form === 'terms') return `sparse vector of ${content.names.length} components`
  if (content.form === 'image')
    return `${content.height} × ${content.width} image${content.channels > 1 ? ` of ${content.channels} channels` : ''}`
  return content.shape
    ? `window of ${content.shape[0]} steps × ${content.shape[1]}`
    : `vector of ${content.width} components`
}

const isNumber = (kind: Kind): boolean => numericKinds.includes(kind)

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => name === b[i])
