import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../frame/frame'
import { testDevice } from '../../../testing/device'
import { frameOf } from '../../../testing/frames'
import { runType } from '../../../testing/run'
import golden from './golden.json'

const device = await testDevice()

const fit = (frame: Frame, params: Record<string, unknown> = {}): ReturnType<typeof runType> =>
  runType(device, 'model.logisticRegression', frame, params)

function tableOf({ features, target }: { features: Record<string, number[]>; target: number[] }, weights?: number[]): Frame {
  const columns = { ...features, y: target, ...(weights && { w: weights }) }
  return frameOf(columns, { roles: { y: 'target', w: 'weight' }, kinds: { y: 'integer' } })
}

const close = (got: unknown, want: unknown, relative: number, absolute = 0): void => {
  const [a, b] = [(got as number[]).flat(), (want as number[]).flat()]
  expect(a).toHaveLength(b.length)
  b.forEach((value, i) => expect(Math.abs(a[i]! - value), `${i}: ${a[i]} for ${value}`).toBeLessThanOrEqual(absolute + relative * Math.abs(value)))
}

describe('agrees with scikit-learn', () => {
  it.each([
    ['l2', {}],
    ['c100', { c: 100 }],
    ['noIntercept', { fitIntercept: false }],
  ] as const)('softmax over three classes: %s', async (name, params) => {
    const want = golden.iris[name]
    const { summary, frame, warnings } = await fit(tableOf(golden.iris), params)
    console.log(summary.nIterations, summary.logLikelihood, want.unweightedLoss)
    close(summary['coefficients'], want.coefficients, 1e-5, 1e-6)
    close(summary['intercept'], want.intercept, 1e-5, 1e-6)
    close([summary['logLikelihood']], [-want.unweightedLoss], 1e-7)
    expect(warnings).toEqual([])
    expect(frame).toBeDefined()
  })

  it.each([
    ['l2', {}],
    ['balanced', { classWeight: 'balanced' }],
    ['noIntercept', { fitIntercept: false }],
  ] as const)('two classes: %s', async (name, params) => {
    const want = golden.cancer[name]
    const { summary, warnings } = await fit(tableOf(golden.cancer), params)
    console.log(summary.nIterations)
    close(summary['coefficients'], want.coefficients, 1e-5, 1e-6)
    close([summary['intercept']], [want.intercept], 1e-5, 1e-6)
    expect(warnings).toEqual([])
  })
  it('logit', async () => {
    const want = golden.cancer.logit
    const { summary, warnings } = await fit(tableOf(golden.cancer), { penalty: 'none' })
    console.log(summary)
    close(summary['coefficients'], want.params.slice(1), 1e-6)
    close(summary['standardErrors'], want.bse, 1e-6)
    expect(warnings).toEqual([])
  })
})
