import { expect, it } from 'vitest'
import type { KernelBench } from '../testing/bench'

/** A kernel is a folder with all its parts; nothing else lists kernels. */
const files = Object.keys(import.meta.glob('./*/*', { query: '?url' }))
const folders = [...new Set(files.map(file => file.split('/')[1]))]
const benches = import.meta.glob<KernelBench>('./*/*.bench.ts', { eager: true, import: 'bench' })

it.each(folders)('%s has launcher, shader, twin, test and bench', name => {
  const parts = files.filter(file => file.startsWith(`./${name}/`)).map(file => file.slice(name.length + 3))
  expect(parts).toContain(`${name}.ts`)
  expect(parts.some(part => part.endsWith('.wgsl'))).toBe(true)
  expect(parts.some(part => part === 'twin.ts' || part.endsWith('Twin.ts'))).toBe(true)
  expect(parts).toContain(`${name}.test.ts`)
  const bench = benches[`./${name}/${name}.bench.ts`]
  expect(bench?.name).toBe(name)
  expect(bench?.cases.length).toBeGreaterThan(0)
})
