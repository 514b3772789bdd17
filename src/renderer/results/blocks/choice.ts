import type { Block } from '../../../shared/results/blocks'
import { formatNumber } from '../../../shared/results/format'

/** What a person chose to look at: one of several models, else what compares them; and some of the rows, else the chief ones. */
export interface Choice {
  model?: string
  part?: string
}

/** The models that show something by themselves, in their order. */
export const modelsOf = (blocks: readonly Block[]): string[] => [
  ...new Set(blocks.flatMap(b => (b.model === undefined ? [] : [b.model]))),
]

const ofModel = (blocks: readonly Block[], model: string | undefined): Block[] => blocks.filter(b => b.model === model)

/** The parts of the rows that the blocks of a model come by, the chief one first; none where there is no choice. */
export function partsOf(blocks: readonly Block[], model?: string): NonNullable<Block['part']>[] {
  const parts = new Map(ofModel(blocks, model).flatMap(b => (b.part ? [[b.part.name, b.part] as const] : [])))
  return parts.size < 2 ? [] : [...parts.values()]
}

/** The blocks to show: of the chosen model or of all together, and of one part of the rows. What is not there is not chosen. */
export function chosenBlocks(blocks: readonly Block[], { model, part }: Choice): Block[] {
  const own = ofModel(blocks, modelsOf(blocks).includes(model ?? '') ? model : undefined)
  const names = own.flatMap(b => (b.part ? [b.part.name] : []))
  const chosen = part !== undefined && names.includes(part) ? part : names[0]
  return own.filter(b => b.part === undefined || b.part.name === chosen)
}

/** "Test · 86", "Fold 2 · 69". */
export const partLabel = ({ name, rows }: NonNullable<Block['part']>): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1)} · ${formatNumber(rows, 'integer')}`

/** A block's id without the part or model that it is of: what stays when these are switched. */
export const baseId = ({ id }: Block): string => id.split(':')[0]
