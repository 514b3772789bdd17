import type { Example } from '../engine/worked'

/** Worked examples are found by folder, as everything else of a node is. */
const examples = import.meta.glob<Example>('./*/*/example.ts', { import: 'example' })

const pathOf = (type: string): string =>
  `./${type.includes('.') ? type.replace('.', '/') : `result/${type}`}/example.ts`

/** Whether a type of node can be worked through on a row. */
export const hasExample = (type: string): boolean => Object.hasOwn(examples, pathOf(type))

/** The worked example of a type; undefined where its folder has none. */
export const loadExample = (type: string): Promise<Example> | undefined => examples[pathOf(type)]?.()
