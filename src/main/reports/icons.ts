import { html, trusted, type Markup } from './markup'

const files: Readonly<Record<string, string>> = import.meta.glob('../../../resources/icons/*.svg', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Lucide icons by name: the shapes inside their 24-pixel frame. */
const shapes = new Map(
  Object.entries(files).map(([path, svg]) => [path.slice(path.lastIndexOf('/') + 1, -4), inner(svg)]),
)

/** The icon of a node, or a tile with the first two letters of its title where no icon has that name. */
export function nodeIcon(name: string, title: string): Markup {
  const shape = shapes.get(name)
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

function inner(svg: string): string {
  return svg
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/\s*\n\s*/g, '')
}
