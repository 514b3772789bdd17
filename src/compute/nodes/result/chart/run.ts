import type { Context, Run } from '../../../engine/node'
import type { Frame } from '../../../frame/frame'
import { drawBars, drawHistogram } from './bars'
import { drawCorrelation } from './correlation'
import type { Drawn, Params } from './drawn'
import { drawPoints } from './points'
import type { spec } from './spec'

export const run: Run<(typeof spec)['parameters']> = async (context, { frames }, params) => {
  const { block, x, y, shown, correlation } = await draw(context, frames, params)
  return {
    frame: frames[0],
    summary: {
      kind: params.kind,
      x,
      y,
      colour: params.kind === 'correlation' ? null : params.colour,
      rows: frames.reduce((n, f) => n + f.rows, 0),
      shown,
      correlation: correlation ?? null,
    },
    blocks: [block],
  }
}

function draw(context: Context, frames: readonly Frame[], params: Params): Promise<Drawn> {
  switch (params.kind) {
    case 'scatter':
    case 'line':
      return drawPoints(context, frames, params)
    case 'bar':
      return drawBars(frames, params)
    case 'histogram':
      return drawHistogram(frames, params)
    case 'correlation':
      return drawCorrelation(context, frames, params)
  }
}
