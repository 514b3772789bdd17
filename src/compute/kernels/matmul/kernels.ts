import { kernel } from '../../device/kernel'
import { type Activation, activations, activationSource } from '../activation'
import direct from './direct.wgsl?raw'
import ending from './ending.wgsl?raw'
import pack from './pack.wgsl?raw'
import panels from './panels.wgsl?raw'
import parts from './parts.wgsl?raw'
import tiled from './tiled.wgsl?raw'

const product = (name: string, source: string) =>
  kernel({
    name,
    source: `${source}\n${ending}\n${activationSource}`,
    bindings: { a: 'read', b: 'read', bias: 'read', out: 'write' },
    uniforms: {
      m: 'u32',
      n: 'u32',
      k: 'u32',
      total: 'u32',
      aBase: 'u32',
      aLine: 'u32',
      aStep: 'u32',
      aBatch: 'u32',
      bBase: 'u32',
      bLine: 'u32',
      bStep: 'u32',
      bBatch: 'u32',
      outBase: 'u32',
      outLine: 'u32',
      outBatch: 'u32',
      add: 'u32',
      biased: 'u32',
      biasBase: 'u32',
      slope: 'f32',
    },
  })

export const kernels = {
  direct: product('matmul direct', direct),
  panels: product('matmul panels', panels),
  tiled: product('matmul tiled', tiled),
}

/** What a launch is given for an activation: relu and its like by a number, the rest as a variant of the text. */
export function endedBy(activation: Activation): { slope: number; activation: number } {
  const slope = { linear: 1, relu: 0, leakyRelu: 0.01, tanh: 1, sigmoid: 1, gelu: 1 }[activation]
  return { slope, activation: slope === 1 ? activations[activation] : activations.linear }
}

/** `a` and `b` are the parts, `m` × `n` numbers each, and `k` says how many. */
export const partsKernel = product('matmul parts', parts)

export const packKernel = kernel({
  name: 'matmul pack',
  source: pack,
  bindings: { side: 'read', packed: 'write' },
  uniforms: {
    lines: 'u32',
    k: 'u32',
    base: 'u32',
    line: 'u32',
    step: 'u32',
    batch: 'u32',
    width: 'u32',
    along: 'u32',
  },
})
