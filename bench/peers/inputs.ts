/** 32 bits for a counter: the finalizer of MurmurHash3 (Appleby, 2011), the same in every language without a file to share; `answering.py` has it too. */
function hashAt(i: number, seed: number): number {
  let h = i + 1 + seed * 1_000_000_007
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Number i of an input, in [-0.5, 0.5]. */
export const valueAt = (i: number, seed: number): number => Math.fround(hashAt(i, seed) / 2 ** 32 - 0.5)

export const values = (size: number, seed: number, scale = 1): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => scale * valueAt(i, seed))

/** Bin of a number: 0 … 255. */
export const binAt = (i: number, seed: number): number => hashAt(i, seed) >>> 24

/** A convolution of 3 × 3 with a border of zeros: what goes in is [images, size, size, channels]. */
export interface Convolution {
  images: number
  size: number
  channels: number
  outputs: number
}

export const convolutions: Readonly<Record<'conv1' | 'conv2', Convolution>> = {
  conv1: { images: 32, size: 28, channels: 1, outputs: 32 },
  conv2: { images: 32, size: 14, channels: 32, outputs: 64 },
}

/** A perceptron that tells ten classes apart: labels are i mod 10, weights begin as `weightScale` times the inputs' numbers, biases as 0. */
export const perceptron = {
  sizes: [784, 256, 128, 10],
  batch: 256,
  learningRate: 1e-3,
  weightScale: 0.1,
  steps: 5,
} as const

export const many = 2 ** 24
export const rowSums = { rows: 16_384, columns: 1024 } as const
export const softmaxRows = { rows: 4096, columns: 1024 } as const
export const keys = 2 ** 20
export const topCount = 10
export const bins = { rows: 1_000_000, features: 20, bins: 256 } as const
export const neighbours = { queries: 2000, points: 20_000, features: 32, count: 5, atOnce: 500 } as const
export const gram = { rows: 100_000, columns: 20 } as const
