import { writtenHeadline } from '../../../../shared/results/headline'
import type { Run } from '../../../engine/node'
import type { spec } from './spec'

export const run: Run<(typeof spec)['parameters']> = async (context, inputs, { path, title }) => {
  const request = inputs.report()
  const { host, signal } = context
  const written = await host.outputs.report(path, { ...request, ...(title !== '' && { title }) }, signal)
  return {
    headline: writtenHeadline(written),
    summary: { path: written.path, bytes: written.bytes, rows: inputs.frames.map(f => f.rows) },
  }
}
