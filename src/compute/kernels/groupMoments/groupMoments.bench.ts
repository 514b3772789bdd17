import { emptyMatrix } from '../../tensor/matrix'
import type { KernelBench, KernelCase } from '../../testing/bench'
import { groupMoments } from './groupMoments'

const groups = (rows: number, columns: number, count: number): KernelCase => ({
  title: `${rows.toLocaleString('en')} × ${columns} in ${count} groups, read back`,
  work: { bytes: 4 * rows * columns },
  prepare(device, scope) {
    const matrix = emptyMatrix(scope, rows, columns)
    const labels = Int32Array.from({ length: rows }, (_, i) => (i * 7919) % count)
    return () => groupMoments(device, matrix, labels, count)
  },
})

export const bench: KernelBench = {
  name: 'groupMoments',
  cases: [groups(100_000, 20, 3), groups(100_000, 20, 1000)],
}
