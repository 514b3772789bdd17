import type { Block } from '../../../../shared/results/blocks'

/** Some rows that figures are about, by name: "test", "fold 2". */
export interface ShownPart {
  name: string
  rows: number
}

/** Above this many, models and folds are not shown one by one. */
export const mostShown = 10

/** The blocks of each part, the chief one first; the others stand behind a switch, under ids of their own (`confusion:train`). */
export function byPart<T>(
  parts: readonly T[],
  chief: T,
  shown: (part: T) => ShownPart,
  blocksOf: (part: T) => readonly Block[],
): Block[] {
  if (parts.length < 2) return [...blocksOf(chief)]
  return [chief, ...parts.filter(p => p !== chief)].flatMap(part => {
    const { name, rows } = shown(part)
    const aside = part !== chief && { aside: true, suffix: name.replaceAll(' ', '') }
    return blocksOf(part).map(block => ({
      ...block,
      part: { name, rows },
      ...(aside && { id: `${block.id}:${aside.suffix}`, aside: aside.aside }),
    }))
  })
}

/** What one of several models shows by itself: behind a switch, under ids of their own (`confusion:forest`). */
export const ofModel = (blocks: readonly Block[], name: string, label: string): Block[] =>
  blocks.map(block => ({ ...block, id: `${block.id}:${name}`, model: label, aside: true }))
