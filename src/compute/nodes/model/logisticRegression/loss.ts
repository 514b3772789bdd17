import type { Device } from '../../../device/device'
import { kernel } from '../../../device/kernel'
import type { Scope } from '../../../device/scope'
import { zerosLike, linear } from '../../../kernels/linear/linear'
import { withPenalty } from '../../../learning/penalty'
import type { Matrix } from '../../../tensor/matrix'
import gradientSource from './gradient.wgsl?raw'
import type { Problem } from './problem'
import sigmoidSource from './sigmoid.wgsl?raw'
import softmaxSource from './softmax.wgsl?raw'
import totalSource from './total.wgsl?raw'

const rowBindings = { scores: 'write', labels: 'read', weights: 'read', partials: 'write' } as const
const rowUniforms = { quads: 'u32', lanes: 'u32', first: 'u32', lossRow: 'u32' } as const
const sigmoidKernel = kernel({ name: 'sigmoid', source: sigmoidSource, bindings: rowBindings, uniforms: rowUniforms })
const softmaxKernel = kernel({
  name: 'softmax',
  source: softmaxSource,
  bindings: rowBindings,
  uniforms: { ...rowUniforms, outputs: 'u32' },
})
const gradientKernel = kernel({
  name: 'logisticGradient',
  source: gradientSource,
  bindings: { codes: 'read', residuals: 'read', partials: 'write' },
  uniforms: { quads: 'u32', cols: 'u32', outputs: 'u32', lanes: 'u32', first: 'u32' },
})
const totalKernel = kernel({
  name: 'total',
  source: totalSource,
  bindings: { partials: 'read', out: 'write' },
  uniforms: { rows: 'u32', quads: 'u32' },
})

/** Partials of one number: more lanes keep a GPU busy, fewer are quicker to sum. */
const maxLanes = 4096
/** Each lane takes 32 quads: with 8, a third of an evaluation went into writing and summing partials (SwiftShader, 10⁵ × 20). */
const quadsPerGroup = 64 * 32
const partialBytes = 16 * 2 ** 20

export interface Evaluation {
  /** The objective, and its gradient over z. */
  value: number
  gradient: Float64Array
  /** Rows with weight that do not lie strictly on their class's side. */
  wrong: number
}

/** The loss on the device: buffers are taken once, an evaluation is four launches per block of rows and one readback. */
export class Loss {
  /** Coefficients over codes, outputs × cols. */
  readonly weights: GPUBuffer
  readonly scores: Matrix
  /** Σ over the rows: gradient over codes (outputs × cols), mean loss, wrong rows. */
  readonly sums: GPUBuffer
  readonly #bias: GPUBuffer
  readonly #partials: GPUBuffer
  readonly #lanes: number
  readonly #groups: readonly number[]
  readonly count: number

  constructor(
    readonly device: Device,
    scope: Scope,
    readonly problem: Problem,
  ) {
    const { design, outputs, cols } = problem
    this.count = outputs * cols
    const room = Math.max(64, Math.min(maxLanes, Math.floor(partialBytes / 4 / (this.count + 2))))
    this.#groups = design.blocks.map(b =>
      Math.max(1, Math.min(Math.ceil(b.stride / 4 / quadsPerGroup), device.lanes / 64, Math.floor(room / 64))),
    )
    this.#lanes = 64 * this.#groups.reduce((s, g) => s + g, 0)
    this.weights = scope.buffer(this.count * 4)
    this.#bias = scope.buffer(outputs * 4)
    this.scores = zerosLike(scope, design, outputs)
    this.sums = scope.buffer((this.count + 2) * 4)
    this.#partials = scope.buffer((this.count + 2) * this.#lanes * 4)
  }

  /** Scores of all rows, from the coefficients in `weights`. */
  score(): void {
    linear(this.device, this.problem.design, this.weights, this.#bias, this.scores)
  }

  /** Fills `sums` from the coefficients in `weights`. */
  launch(): void {
    const { design, outputs, cols, labels, weights } = this.problem
    this.score()
    let first = 0
    for (const [index, block] of design.blocks.entries()) {
      const groups = this.#groups[index]
      const quads = block.stride / 4
      const scores = this.scores.blocks[index].buffer
      const bindings = { scores, labels: labels[index], weights: weights[index], partials: this.#partials }
      const uniforms = { quads, lanes: this.#lanes, first, lossRow: this.count, outputs }
      const work = 4 * block.rows * outputs
      if (outputs === 1) this.device.run(sigmoidKernel, { bindings, uniforms, groups: [groups], work })
      else this.device.run(softmaxKernel, { bindings, uniforms, groups: [groups], work })
      this.device.run(gradientKernel, {
        bindings: { codes: block.buffer, residuals: scores, partials: this.#partials },
        constants: { alone: outputs === 1 ? 1 : 0 },
        uniforms: { quads, cols, outputs, lanes: this.#lanes, first },
        groups: [groups, Math.ceil(cols / 4), Math.ceil(outputs / 4)],
        work: block.rows * this.count,
      })
      first += 64 * groups
    }
    const rows = this.count + 2
    this.device.run(totalKernel, {
      bindings: { partials: this.#partials, out: this.sums },
      uniforms: { rows, quads: this.#lanes / 4 },
      groups: [Math.ceil(rows / 64)],
      work: rows * this.#lanes,
    })
  }

  /** Writes z (outputs × cols) as coefficients over codes. */
  write(z: Float64Array): void {
    const { factor, cols } = this.problem
    this.device.write(
      this.weights,
      Float32Array.from(z, (x, m) => x * factor[m % cols]),
    )
  }

  async evaluate(z: Float64Array): Promise<Evaluation> {
    this.write(z)
    this.launch()
    const sums = await this.device.readFloats(this.sums, this.count + 2)
    const gradient = Float64Array.from(sums.subarray(0, this.count))
    return { ...withPenalty(this.problem, z, sums[this.count], gradient), wrong: sums[this.count + 1] }
  }
}
