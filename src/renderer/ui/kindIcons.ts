import type { Kind } from '../../shared/frame'

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
