import type { Device } from '../device/device'
import type { Scope } from '../device/scope'

/** What `npm run bench -- kernels` measures of a kernel; `<name>.bench.ts` exports it as `bench`. */
export interface KernelBench {
  /** The kernel's folder. */
  name: string
  cases: readonly KernelCase[]
}

export interface KernelCase {
  /** Shape in words: "1024 × 1024 by 1024 × 1024". */
  title: string
  /** What one call does, for the rate: floating-point operations (GFLOPS), bytes moved (GB/s) or items handled (G/s). */
  work: { flops: number } | { bytes: number } | { items: number }
  /** Makes the inputs on the device; the returned function launches the kernel once, and waits only if it reads back. */
  prepare(device: Device, scope: Scope): () => unknown
  /** What peers call the same task (`bench/peers`), where they have it. */
  peer?: string | undefined
}
