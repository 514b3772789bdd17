import { writtenHeadline } from '../../../../shared/results/headline'
import type { Run } from '../../../engine/node'
import { columnCells, exported } from '../../../frame/export'
import type { spec } from './spec'

export const run: Run<(typeof spec)['parameters']> = async (context, { frames: [frame] }, { path, exact }) => {
  const { host, signal } = context
  const written = await host.outputs.table(path, await columnCells(exported(frame)), { exact, signal })
  return { headline: writtenHeadline(written), summary: { path: written.path, bytes: written.bytes, rows: frame.rows } }
}
