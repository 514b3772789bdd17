/**
 * A kernel is a value: WGSL source with `override` constants, the names of its bindings in order, and the fields of its
 * uniform block. The launcher beside the `.wgsl` file says how many groups a shape needs.
 *
 * Conventions: group 0; bindings 0 … n−1 in the order of `bindings`; the uniform block, when there are fields, is binding n and
 * holds its fields in order, 4 bytes each. Entry point `main`. A source with directives (`expand.ts`) has one variant for each set of
 * numbers that `Launch.variant` gives.
 */
export interface Kernel<B extends string = string, U extends string = string> {
  name: string
  source: string
  bindings: Readonly<Record<B, 'read' | 'write'>>
  uniforms: Readonly<Record<U, 'u32' | 'f32'>>
}

/** One launch of a kernel. */
export interface Launch<B extends string, U extends string> {
  /** Whole buffers, or ranges of them; a range begins at a multiple of 256 bytes. */
  bindings: Readonly<Record<B, GPUBuffer | GPUBufferBinding>>
  uniforms: Readonly<Record<U, number>>
  /** Workgroups in x, y, z; at most 65,535 each. */
  groups: readonly [number, number?, number?]
  /** Values of `override` constants. */
  constants?: Readonly<Record<string, number>>
  /** Numbers that the source is expanded with. */
  variant?: Readonly<Record<string, number>>
  /** Multiply-adds of the whole launch, about: submissions are cut by it. */
  work: number
}

export function kernel<const B extends string, const U extends string = never>(
  k: Omit<Kernel<B, U>, 'uniforms'> & { uniforms?: Readonly<Record<U, 'u32' | 'f32'>> },
): Kernel<B, U> {
  return { ...k, uniforms: k.uniforms ?? ({} as Record<U, 'u32' | 'f32'>) }
}

/** The uniform block's bytes. */
export function packUniforms(
  k: Kernel,
  values: Readonly<Record<string, number>>,
  into: DataView,
  offset: number,
): number {
  let at = offset
  for (const [name, type] of Object.entries(k.uniforms)) {
    const value = values[name]
    if (type === 'u32') into.setUint32(at, value, true)
    else into.setFloat32(at, value, true)
    at += 4
  }
  return Math.max(16, Math.ceil((at - offset) / 16) * 16)
}
