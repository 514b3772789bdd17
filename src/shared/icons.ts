/** The lucide drawings of `resources/icons` (ISC licence), without their outer element: name → markup, bundled at build time. */
const files = import.meta.glob<string>('../../../resources/icons/*.svg', {
  eager: true,
  query: '?raw',
  import: 'default',
})

export const icons: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, svg]) => [
    path.slice(path.lastIndexOf('/') + 1, -4),
    svg.replace(/^.*?<svg[^>]*>|<\/svg>\s*$/gs, ''),
  ]),
)
