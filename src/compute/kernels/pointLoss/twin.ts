import type { PointLoss } from './pointLoss'

/** Loss and slope of one prediction against its target, in double precision. */
export function pointLossTwin(kind: PointLoss, x: number, t: number, delta = 1): { loss: number; slope: number } {
  switch (kind) {
    case 'squared':
      return { loss: (x - t) ** 2, slope: 2 * (x - t) }
    case 'huber': {
      const far = Math.abs(x - t)
      if (far <= delta) return { loss: 0.5 * far ** 2, slope: x - t }
      return { loss: delta * (far - 0.5 * delta), slope: delta * Math.sign(x - t) }
    }
    case 'binary': {
      const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v))
      const negative = (v: number): number => Math.log1p(Math.exp(-Math.abs(v))) + Math.max(v, 0)
      return { loss: t * negative(-x) + (1 - t) * negative(x), slope: (1 - t) * sigmoid(x) - t * sigmoid(-x) }
    }
  }
}
