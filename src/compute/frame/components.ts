import type { Content, FeatureSchema } from './schema'
import { type Cells, type ImageCells, numberCells, type NumberCells, type TermCells, type VectorCells } from './cells'

/** What goes into a matrix of numbers: as one column of it, or spread over many, component by component. */
export type Part = NumberCells | VectorCells | ImageCells | TermCells

export const isPart = (cells: Cells): cells is Part => cells.form !== 'codes' && cells.form !== 'texts'

/** Columns of a matrix that a part takes. */
export function widthOf(part: Part): number {
  switch (part.form) {
    case 'numbers':
      return 1
    case 'terms':
      return part.names.length
    case 'vector':
      return part.width
    case 'image':
      return part.height * part.width * part.channels
  }
}

/** Components `from` … `to` − 1 of every row: for each an array of n doubles. */
export async function components(part: Part, from = 0, to = widthOf(part)): Promise<Float64Array[]> {
  const made = (): Float64Array[] => Array.from({ length: to - from }, () => new Float64Array(part.rows))
  switch (part.form) {
    case 'numbers':
      return [await part.numbers()]
    case 'terms': {
      const { starts, columns, values } = await part.sparse()
      const out = made()
      for (let i = 0; i < part.rows; i++)
        for (let at = starts[i]; at < starts[i + 1]; at++)
          if (columns[at] >= from && columns[at] < to) out[columns[at] - from][i] = values[at]
      return out
    }
    case 'vector':
    case 'image': {
      const cells = part.form === 'vector' ? await part.values() : await part.bytes()
      const width = widthOf(part)
      const out = made()
      for (let i = 0; i < part.rows; i++)
        for (let k = from, at = i * width + from; k < to; k++, at++) out[k - from][i] = cells[at]
      return out
    }
  }
}

/** The components of parts as columns of numbers of their own, all of them in order. */
export async function columnsApart(parts: readonly Part[]): Promise<NumberCells[]> {
  const apart = parts.map(async part =>
    part.form === 'numbers' ? [part] : (await components(part)).map(values => numberCells(part.rows, values)),
  )
  return (await Promise.all(apart)).flat()
}

/**
 * What the components of columns are called, all of them in order: a number by its column, a term by itself, others by column and place
 * (`pixels[3,1]`: line and place in it, from 1). A component whose name is taken says its column too (`message:length`).
 */
export const componentNames = (columns: readonly FeatureSchema[]): string[] => namesByColumn(columns).flat()

/** The same, those of each column by themselves. */
export function namesByColumn(columns: readonly FeatureSchema[]): string[][] {
  const taken = new Set(columns.filter(c => !c.content).map(c => c.name))
  return columns.map(({ name, content }) => {
    if (!content) return [name]
    return ownNames(name, content).map(own => {
      let made = taken.has(own) ? `${name}:${own}` : own
      for (let i = 2; taken.has(made); i++) made = `${name}:${own}_${i}`
      taken.add(made)
      return made
    })
  })
}

function ownNames(name: string, content: Content): readonly string[] {
  if (content.form === 'terms') return content.names
  if (content.form === 'vector')
    return content.names ?? Array.from({ length: content.width }, (_, k) => `${name}[${k + 1}]`)
  const { height, width, channels } = content
  return Array.from({ length: height * width * channels }, (_, k) => {
    const pixel = Math.floor(k / channels)
    const place = [Math.floor(pixel / width) + 1, (pixel % width) + 1]
    return `${name}[${[...place, ...(channels > 1 ? [(k % channels) + 1] : [])].join(',')}]`
  })
}
