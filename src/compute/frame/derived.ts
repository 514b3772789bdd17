import { fill, missingFlags } from '../kernels/fill/fill'
import { lookup } from '../kernels/lookup/lookup'
import { product } from '../kernels/product/product'
import type { Image } from '../tensor/image'
import type { CodeCells, ImageMaker, NumberCells } from './cells'

/** A column defined by others: the same definition once in double precision and once as a kernel over images. */
function derived(
  rows: number,
  numbers: () => Promise<Float64Array>,
  image: (images: ImageMaker) => Promise<Image>,
): NumberCells {
  // Not kept: a definition is cheaper to repeat than a million doubles to hold.
  return { form: 'numbers', rows, numbers, image }
}

/** (x − centre) ÷ reach. On the device only shift and scale change: no launch, no memory. `reach` must not be 0. */
export function scaled(of: NumberCells, centre: number, reach: number): NumberCells {
  return derived(
    of.rows,
    async () => (await of.numbers()).map(x => (x - centre) / reach),
    async images => {
      const inner = await images.of(of)
      return { ...inner, shift: (inner.shift - centre) / reach, scale: inner.scale / reach }
    },
  )
}

/** x, or `value` where it is missing. */
export function filled(of: NumberCells, value: number): NumberCells {
  return derived(
    of.rows,
    async () => (await of.numbers()).map(x => (Number.isNaN(x) ? value : x)),
    async images => {
      const { mask, ...inner } = await images.of(of)
      if (!mask) return inner
      const buffer = images.scope.buffer(of.rows * 4)
      fill(images.device, inner.buffer, mask, buffer, of.rows, (value - inner.shift) / inner.scale)
      return { ...inner, buffer }
    },
  )
}

/** 1 where x is missing, else 0. */
export function missingFlag(of: NumberCells): NumberCells {
  return derived(
    of.rows,
    async () => (await of.numbers()).map(x => (Number.isNaN(x) ? 1 : 0)),
    async images => {
      const buffer = images.scope.buffer(of.rows * 4)
      const { mask } = await images.of(of)
      if (mask) missingFlags(images.device, mask, buffer, of.rows)
      return { buffer, shift: 0, scale: 1 }
    },
  )
}

/** table[category of the row]; `other` where the category is missing or not in the table. Tables hold numbers exact in f32 (0, 1, places). */
export function looked(of: CodeCells, table: ReadonlyMap<string, number>, other: number): NumberCells {
  return derived(
    of.rows,
    async () => {
      const { codes, categories } = await of.codes()
      const values = categories.map(name => table.get(name) ?? other)
      return new Float64Array(codes).map(code => (code < 0 ? other : values[code]))
    },
    async images => {
      const { codes, categories } = await of.codes()
      const values = Float32Array.from(categories.length ? categories : [''], name => table.get(name) ?? other)
      const buffer = images.scope.buffer(of.rows * 4)
      const [codeBuffer, tableBuffer] = [images.codes(codes), images.scope.upload(values)]
      lookup(images.device, codeBuffer, tableBuffer, buffer, { count: of.rows, other })
      return { buffer, shift: 0, scale: 1 }
    },
  )
}

/** x · y, without missing cells. */
export function times(x: NumberCells, y: NumberCells): NumberCells {
  return derived(
    x.rows,
    async () => {
      const [a, b] = await Promise.all([x.numbers(), y.numbers()])
      return a.map((value, i) => value * b[i])
    },
    async images => {
      const [a, b] = [await images.of(x), await images.of(y)]
      return product(images.device, a, b, images.scope.buffer(x.rows * 4), x.rows)
    },
  )
}
