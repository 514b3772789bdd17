const files = import.meta.glob<string>('../../resources/icons/*.svg', { eager: true, query: '?raw', import: 'default' })

/** The lucide drawings of `resources/icons` (ISC licence), by name: what stands inside their 24-pixel frame. Bundled at build time. */
export const icons: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, svg]) => [
    path.slice(path.lastIndexOf('/') + 1, -'.svg'.length),
    svg.replace(/^.*?<svg[^>]*>|<\/svg>\s*$/gs, '').replaceAll(/\s*\n\s*/g, ''),
  ]),
)
