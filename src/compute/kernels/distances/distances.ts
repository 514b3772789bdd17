import type { Device } from '../../device/device'
import { boundRows, describe, empty, type Tensor } from '../../tensor/tensor'
import type { Metric } from '../../../shared/neighbours'
import { planOf } from './metric'
import { checkTables, compare, partsOf, rowsAtOnce, type Tiling, tunedTiling } from './tiles'

/**
 * Distances between all rows of `a` (n × d) and of `b` (m × d) in `out` (n × m). Equal rows are at exactly 0.
 * Errors: a plain `Error` for shapes that do not fit.
 */
export function distances(
  device: Device,
  a: Tensor,
  b: Tensor,
  out: Tensor,
  metric: Metric,
  options: { tiling?: Tiling } = {},
): void {
  checkTables(a, b)
  const [n, d] = a.shape as [number, number]
  const m = b.shape[0]
  if (describe(out.shape) !== describe([n, m]))
    throw new Error(`Distances of ${n} rows to ${m} do not fit ${describe(out.shape)}.`)
  const plan = planOf(metric, d)
  const tiling =
    options.tiling ??
    tunedTiling(device, { kernel: `distances ${metric.name}`, plan, n, m }, (scope, x, y) => {
      const to = empty(scope, [x.shape[0], y.shape[0]])
      return tried => distances(device, x, y, to, metric, { tiling: tried })
    })
  const step = rowsAtOnce(device, plan, tiling, m * 4)
  for (let first = 0; first < n; first += step) {
    const rows = Math.min(step, n - first)
    const binding = boundRows(out, first, rows)
    const parts = partsOf(device, tiling, rows, m, tiling.points)
    compare(device, { a, b, first, rows, plan, tiling, parts }, { binding, lists: false, k: m, skip: binding.skip })
  }
}
