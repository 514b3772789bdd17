/**
 * Pictures of the templates, drawn by `scripts/pictures.mjs` from what they give: our own drawings, bundled at build time. Each also says
 * how many rows were read.
 */
const files = import.meta.glob<string>('../../../resources/templates/*.svg', {
  eager: true,
  query: '?raw',
  import: 'default',
})

export const pictures: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, svg]) => [path.slice(path.lastIndexOf('/') + 1, -4), svg]),
)

/** The rows that a template read when its picture was drawn. */
export function rowsIn(picture: string): number | undefined {
  const found = /^<svg [^>]*data-rows="(\d+)"/.exec(picture)?.[1]
  return found === undefined ? undefined : Number(found)
}
