import type { ColumnInfo, Kind } from '../../shared/frame'

/** The icon of each kind of column. */
export const kindIcons: Readonly<Record<Kind, string>> = {
  number: 'hash',
  integer: 'hash',
  boolean: 'toggle-left',
  category: 'tag',
  text: 'type',
  time: 'clock',
  image: 'image',
  vector: 'list-ordered',
}

/** The icon of a column: one of terms is words, and not numbers in order. */
export const columnIcon = ({ kind, wide }: Pick<ColumnInfo, 'kind' | 'wide'>): string =>
  wide?.form === 'terms' ? 'message-square-text' : kindIcons[kind]
