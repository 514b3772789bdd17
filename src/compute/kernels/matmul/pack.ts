import type { Device } from '../../device/device'
import type { Scope } from '../../device/scope'
import { packKernel } from './kernels'
import type { Side } from './operand'

/** Sizes of a part of a side. */
export interface Extent {
  lines: number
  steps: number
  matrices: number
}

/** The side as panels of `width` lines: as it lies where lines are neighbours, else packed by a launch. `asQuads`: it is bound as vec4f. */
export function panelsOf(
  device: Device,
  scope: Scope,
  side: Side,
  { lines, steps, matrices }: Extent,
  width: number,
  asQuads: boolean,
): Side {
  const aligned = (side.base | side.step | side.batch) % 4 === 0
  if (side.line === 1 && (aligned || !asQuads)) return { ...side, line: width }
  const panels = Math.ceil(lines / width)
  const batch = panels * width * steps
  const many = side.batch === 0 ? 1 : matrices
  const quads = side.step === 1 && [steps, side.base, side.line, side.batch].every(n => n % 4 === 0)
  const packed = scope.scratch(many * batch * 4)
  device.run(packKernel, {
    bindings: { side: side.binding, packed },
    uniforms: {
      lines,
      k: steps,
      base: side.base,
      line: side.line,
      step: side.step,
      batch: side.batch,
      width,
      along: side.step === 1 ? 1 : 0,
    },
    groups: [Math.ceil(((panels * width) / 4) * (Math.ceil(steps / 4) / 64)), 1, many],
    variant: { quads: quads ? 1 : 0 },
    // Moving a number costs a software adapter what sixteen multiply-adds do.
    work: many * batch * 16,
  })
  return {
    binding: { buffer: packed },
    base: 0,
    line: width * steps,
    step: width,
    batch: side.batch === 0 ? 0 : batch,
  }
}
