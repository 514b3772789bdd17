/** Where a surface is seen from, in degrees: around counts from the y axis, above from the side (0) to the top (90). */
export interface Turn {
  around: number
  above: number
}

export const usualTurn: Turn = { around: 35, above: 30 }

/** A turn that can be seen: all the way round, and never from below or quite from the side. */
export const turned = ({ around, above }: Turn, by: Partial<Turn>): Turn => ({
  around: (((around + (by.around ?? 0)) % 360) + 360) % 360,
  above: Math.min(90, Math.max(5, above + (by.above ?? 0))),
})

export interface Projection {
  /** Pixel of a point of the unit box (x, y and z from 0 to 1). */
  at: (x: number, y: number, z: number) => [number, number]
  /** How far from the eye a point of the plane lies; larger is farther. */
  depth: (x: number, y: number) => number
  /** The way to the eye from anywhere in the box, as long in the plane as one of its sides. */
  towards: { x: number; y: number; z: number }
}

/** How high the box is, beside sides of length 1. */
const tall = 0.62

/**
 * Parallel projection of the unit box into a field of pixels: turned about the upright axis, then tipped towards the eye. The scale is the one
 * at which the box fits however it is turned, so that it does not grow and shrink under the hand.
 */
export function projectionOf(
  { around, above }: Turn,
  field: { x: number; y: number; width: number; height: number },
): Projection {
  const [a, b] = [(around * Math.PI) / 180, (above * Math.PI) / 180]
  const diagonal = Math.SQRT2
  const scale = Math.min(field.width / diagonal, field.height / (diagonal * Math.sin(b) + tall * Math.cos(b)))
  const [cx, cy] = [field.x + field.width / 2, field.y + field.height / 2]
  const depth = (x: number, y: number): number => (x - 0.5) * Math.sin(a) + (y - 0.5) * Math.cos(a)
  return {
    depth,
    towards: { x: -Math.sin(a), y: -Math.cos(a), z: Math.tan(b) / tall },
    at: (x, y, z) => [
      cx + scale * ((x - 0.5) * Math.cos(a) - (y - 0.5) * Math.sin(a)),
      cy - scale * (depth(x, y) * Math.sin(b) + (z - 0.5) * tall * Math.cos(b)),
    ],
  }
}
