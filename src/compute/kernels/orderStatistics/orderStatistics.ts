import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Matrix } from '../../tensor/matrix'
import { loopGroups } from '../pieces'
import source from './digitCounts.wgsl?raw'

const digitCounts = kernel({
  name: 'digitCounts',
  source,
  bindings: { codes: 'read', counts: 'write' },
  uniforms: { count: 'u32', offset: 'u32', prefix: 'u32', shift: 'u32' },
})

export interface Sought {
  /** n × 1. */
  column: Matrix
  /** Places in sorted order, 0 … n − 1. */
  ranks: readonly number[]
}

/**
 * The codes that stand at given places of each column's sorted order: radix selection, 8 bits a pass (Knuth 1998, 5.2.5), four
 * passes with one readback each for all columns together, no sorting. Answers with one array of codes per column.
 */
export async function orderStatistics(device: Device, sought: readonly Sought[]): Promise<Float32Array[]> {
  using scope = device.scope()
  const targets = sought.flatMap(({ column, ranks }) => ranks.map(rank => ({ column, rank, prefix: 0 })))
  const counts = scope.buffer(Math.max(1, targets.length) * 256 * 4)
  for (let shift = 24; shift >= 0; shift -= 8) {
    device.clear(counts)
    for (const [t, { column, prefix }] of targets.entries())
      for (const block of column.blocks)
        device.run(digitCounts, {
          bindings: { codes: block.buffer, counts },
          uniforms: { count: block.rows, offset: t * 256, prefix, shift },
          groups: [loopGroups(device, block.rows, 16)],
          work: block.rows * 4,
        })
    const found = await device.readInts(counts, targets.length * 256)
    for (const [t, target] of targets.entries()) {
      let digit = 0
      for (; target.rank >= found[t * 256 + digit] && digit < 255; digit++) target.rank -= found[t * 256 + digit]
      target.prefix = ((target.prefix << 8) | digit) >>> 0
    }
  }
  let at = 0
  return sought.map(({ ranks }) => Float32Array.from(ranks, () => codeOf(targets[at++].prefix)))
}

const cell = new DataView(new ArrayBuffer(4))

/** The float of a sort key. */
function codeOf(key: number): number {
  cell.setUint32(0, key >>> 31 === 1 ? key ^ 0x80000000 : ~key)
  return cell.getFloat32(0)
}
