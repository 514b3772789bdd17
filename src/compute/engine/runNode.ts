import { LatheError } from '../../shared/errors'
import type { NodeSpec } from '../../shared/node'
import type { AnyValues } from '../../shared/params'
import type { Frame } from '../frame/frame'
import { pooled } from './folds'
import { runEstimator, withStep } from './estimate'
import { unwatched } from './iterations'
import type { Body, Context, Inputs, Output } from './node'

/**
 * Runs one node, once per fold where the line is replayed: the frame itself (fitted on all rows, the model to keep) and each
 * of its folds (fitted without the fold, what the figures come from).
 */
export async function runNode(
  context: Context,
  spec: NodeSpec,
  body: Body,
  inputs: Inputs,
  params: AnyValues,
): Promise<Output> {
  const folds = inputs.frames[0]?.folds
  if (spec.folds === 'pooled')
    return once(context, spec, body, { ...inputs, frames: await Promise.all(inputs.frames.map(pooled)) }, params)
  if (spec.folds === 'together' || !folds) return once(context, spec, body, inputs, params)
  if (inputs.frames.some(f => f.folds?.length !== folds.length))
    throw new LatheError({
      code: 'data',
      message: 'The frames were split into different folds.',
      remedy: { text: 'Let them come from one prep.split.', fix: { open: 'prep.split' } },
    })
  const share = 1 / (folds.length + 1)
  const part = (index: number): Context => ({
    ...context,
    progress: fraction => context.progress((index + fraction) * share),
    ...(index > 0 && { show: () => undefined, warn: () => undefined, iterations: unwatched(context.iterations.limit) }),
  })
  const whole = await once(part(0), spec, body, inputs, params)
  const replayed: Frame[] = []
  for (let fold = 0; fold < folds.length; fold++) {
    const frames = inputs.frames.map(f => f.folds![fold])
    const output = await once(part(fold + 1), spec, body, { ...inputs, frames }, params, false)
    if (output.frame) replayed.push(output.frame)
  }
  return { ...whole, ...(whole.frame && { frame: { ...whole.frame, folds: replayed } }) }
}

async function once(
  context: Context,
  spec: NodeSpec,
  body: Body,
  inputs: Inputs,
  params: AnyValues,
  draws = true,
): Promise<Output> {
  const { transformer, estimator, run } = body
  if (run) return run(context, inputs, params)
  const frame = inputs.frames[0]
  if (estimator)
    return runEstimator(context, spec, estimator, frame, params, {
      draws,
      ...(inputs.model && { initial: inputs.model }),
    })
  const { state, summary, headline, blocks, reads } = await transformer!.fit(context, frame, params)
  const applied = await transformer!.apply(context, frame, state, params)
  return {
    frame: withStep(applied, spec, params, state, frame, reads),
    summary,
    ...(headline && { headline }),
    ...(blocks && { blocks }),
  }
}
