import type { Box } from '../../shared/results/diagrams/scene'

/** How a scene lies in its field: its scale, and where its corner is. */
export interface Place {
  scale: number
  x: number
  y: number
}

interface Size {
  width: number
  height: number
}

/** A scene is drawn no smaller than this to fit: smaller, its words could not be read. */
const smallest = 0.65
const [leastScale, mostScale] = [0.2, 4]

/** The whole scene in its field if that can be read, else its top middle. */
export function fitted(scene: Size, field: Size): Place {
  const scale = Math.max(smallest, Math.min(1, field.width / scene.width, field.height / scene.height))
  return {
    scale,
    x: (field.width - scene.width * scale) / 2,
    y: Math.max(0, (field.height - scene.height * scale) / 2),
  }
}

/** Larger or smaller around a point of the field. */
export function zoomed(place: Place, by: number, [px, py]: readonly [number, number]): Place {
  const scale = Math.min(mostScale, Math.max(leastScale, place.scale * by))
  const ratio = scale / place.scale
  return { scale, x: px - (px - place.x) * ratio, y: py - (py - place.y) * ratio }
}

/** Moved as little as brings a box of the scene into the field. */
export function showing(place: Place, box: Box, field: Size, edge = 12): Place {
  const shift = (from: number, length: number, at: number, room: number): number => {
    const [low, high] = [at + from * place.scale, at + (from + length) * place.scale]
    if (low < edge) return at + edge - low
    return high > room - edge ? at - Math.min(high - room + edge, low - edge) : at
  }
  return {
    scale: place.scale,
    x: shift(box.x, box.width, place.x, field.width),
    y: shift(box.y, box.height, place.y, field.height),
  }
}
