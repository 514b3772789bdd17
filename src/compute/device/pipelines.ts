import { expand } from './expand'
import { kernelFault } from './faults'
import type { Kernel } from './kernel'
import { Rate } from './pace'

interface Pipeline {
  pipeline: GPUComputePipeline
  layout: GPUBindGroupLayout
  readonly rate: Rate
}

/** Compiled kernels of one device, keyed by source, constants and variant. */
export class Pipelines {
  /** By source, then by the rest: a long string as part of a new key costs 8–13 µs a launch. */
  readonly #ready = new Map<string, Map<string, Pipeline>>()

  constructor(private readonly device: GPUDevice) {}

  /** The compiled kernel; compiles it on first use. A rejected shader is an error here, at the kernel's name. */
  get(
    kernel: Kernel,
    constants: Readonly<Record<string, number>> = {},
    variant?: Readonly<Record<string, number>>,
  ): Pipeline {
    const ofSource = this.#ready.get(kernel.source) ?? new Map<string, Pipeline>()
    this.#ready.set(kernel.source, ofSource)
    const key = JSON.stringify([constants, variant])
    const known = ofSource.get(key)
    if (known) return known
    const names = Object.entries(kernel.bindings)
    const entries: GPUBindGroupLayoutEntry[] = names.map(([, access], binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' },
    }))
    if (Object.keys(kernel.uniforms).length > 0)
      entries.push({
        binding: names.length,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: 'uniform', hasDynamicOffset: true },
      })
    const layout = this.device.createBindGroupLayout({ label: kernel.name, entries })
    const code = variant ? expanded(kernel, variant) : kernel.source
    const pipeline = this.device.createComputePipeline({
      label: kernel.name,
      layout: this.device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: {
        module: this.device.createShaderModule({ label: kernel.name, code }),
        entryPoint: 'main',
        constants,
      },
    })
    const made = { pipeline, layout, rate: new Rate() }
    ofSource.set(key, made)
    return made
  }

  /** Compiles every kernel anew on its next use: one that was refused for want of memory may compile then. */
  forget(): void {
    this.#ready.clear()
  }
}

/** A source that does not expand is refused like one that does not compile. */
function expanded({ name, source }: Kernel, variant: Readonly<Record<string, number>>): string {
  try {
    return expand(source, variant)
  } catch (error) {
    throw kernelFault(`${name}, ${(error as Error).message}`)
  }
}
