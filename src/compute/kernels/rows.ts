import type { Device } from '../device/device'
import { gridOf, groupsOf } from './pieces'
import arraySource from './rowArray.wgsl?raw'
import storeSource from './rowStore.wgsl?raw'
import walkSource from './rows.wgsl?raw'

/**
 * WGSL for kernels that walk rows of `p.size` numbers, to stand behind their own: for each array its binding and `load_<name>(origin, i,
 * behind)`, for those written `store_<name>(origin, i, quad)`, and rows.wgsl. Variants as `rowWalk` gives them, and slots of `ShapedKernel`.
 */
export function rowsSource(read: readonly string[], written: readonly string[]): string {
  const of = (text: string, name: string, access: string): string =>
    text.replaceAll('ARRAY', name).replaceAll('ACCESS', access)
  return [
    walkSource,
    ...read.map(name => of(arraySource, name, 'read')),
    ...written.map(name => of(arraySource + storeSource, name, 'read_write')),
  ].join('\n')
}

/** Numbers of a row that are worth a workgroup on a GPU, where an invocation walks a long row slowly and far from its neighbours. */
const teamNumbers = 128

/** Whether a workgroup shares a row. Software adapters walk a row in one long loop: barriers cost them more than the row. */
export const teamed = (device: Device, size: number): boolean => !device.info.software && size >= teamNumbers

/** Groups for so many rows, and the numbers of their variant. */
export function rowWalk(
  rows: number,
  size: number,
  team: boolean,
): { groups: [number, number]; walk: { quads: number; team: number } } {
  const groups = team ? gridOf(rows) : groupsOf(rows)
  return { groups, walk: { quads: Number(size % 4 === 0), team: Number(team) } }
}
