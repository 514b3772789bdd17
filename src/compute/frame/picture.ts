import type { ImageCells } from './cells'
import type { Column } from './frame'
import type { FeatureSchema } from './schema'
import type { Step } from './step'

/** Size of what a row looks like. */
export type PictureShape = Pick<ImageCells, 'height' | 'width' | 'channels'>

/** What a row of features looks like: the only one is an image, or a vector that the steps made of one, pixel by pixel. */
export function pictureShape(columns: readonly Column[], steps: readonly Step[]): PictureShape | undefined {
  const [first, ...others] = columns
  if (!first || others.length > 0) return undefined
  const { name, cells } = first
  if (cells.form === 'image') return cells
  if (cells.form !== 'vector') return undefined
  return steps
    .flatMap(step => step.inputs)
    .filter(input => input.name === name)
    .map(shapeOf)
    .find(shape => shape && shape.height * shape.width * shape.channels === cells.width)
}

const shapeOf = ({ content }: FeatureSchema): PictureShape | undefined =>
  content?.form === 'image' ? content : undefined
