import type { Run } from '../../../engine/node'
import { columnCells } from '../../../frame/export'
import type { spec } from './spec'

export const run: Run<(typeof spec)['parameters']> = async (context, { frames: [frame] }, { path, exact }) => {
  const written = await context.host.outputs.table(path, await columnCells(frame.columns), { exact })
  return { summary: { path: written.path, bytes: written.bytes, rows: frame.rows } }
}
