import { kernel, type Kernel } from '../device/kernel'

/**
 * A shader whose variants bind different arrays. It writes `@binding({{slot_x}})` for the array x and `@binding({{last}})` for the
 * uniform block.
 */
export class ShapedKernel {
  readonly #made = new Map<string, Kernel>()

  constructor(
    private readonly name: string,
    private readonly source: string,
    private readonly uniforms: Readonly<Record<string, 'u32' | 'f32'>>,
    /** Every array the shader may bind. */
    private readonly all: Readonly<Record<string, 'read' | 'write'>>,
  ) {}

  /** The kernel that binds these arrays, in this order; the same object for the same names. */
  of(names: readonly string[]): Kernel {
    const key = names.join()
    let made = this.#made.get(key)
    if (!made) {
      const bindings = Object.fromEntries(names.map(name => [name, this.all[name]]))
      made = kernel({ name: this.name, source: this.source, bindings, uniforms: this.uniforms })
      this.#made.set(key, made)
    }
    return made
  }

  /** Numbers for the variant: `slot_x` for each bound x, and `last`. */
  slots(names: readonly string[]): Record<string, number> {
    return { ...Object.fromEntries(names.map((name, slot) => [`slot_${name}`, slot])), last: names.length }
  }
}
