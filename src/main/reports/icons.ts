import { icons } from '../../shared/icons'
import { html, trusted, type Markup } from './markup'

/** The icon of a node, or a tile with the first two letters of its title where no icon has that name. */
export function nodeIcon(name: string, title: string): Markup {
  const shape = icons.get(name)
  if (shape !== undefined) return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${trusted(shape)}</svg>`
  const initials = Array.from(title.replace(/[^\p{L}\p{N} ]/gu, ''))
    .slice(0, 2)
    .join('')
  return html`<span class="initials" aria-hidden="true">${initials || '·'}</span>`
}

/** The mark of Lathe. */
export const latheMark: Markup = html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M2.5 12h3M18.5 12h3M5.5 7.5v9M8.75 5v14M12 8v8M15.25 5v14M18.5 7.5v9" />
</svg>`
