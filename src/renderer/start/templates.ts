/** Pictures of the templates, drawn by `scripts/pictures.mjs` from what they give: our own drawings, bundled at build time. */
const files = import.meta.glob<string>('../../../resources/templates/*.svg', {
  eager: true,
  query: '?raw',
  import: 'default',
})

export const pictures: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, svg]) => [path.slice(path.lastIndexOf('/') + 1, -4), svg]),
)
