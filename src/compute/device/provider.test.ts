import { afterEach, expect, it } from 'vitest'
import { LatheError } from '../../shared/errors'
import { offeredAdapter } from './describe'
import { provide, provider } from './provider'

const before = provider()
afterEach(() => {
  provide(before)
})

it('tells why WebGPU does not load, and not that there is no adapter', async () => {
  const error = new LatheError({ code: 'adapter', message: 'Dawn does not load.', remedy: 'Run npm ci.' })
  provide({ gpu: () => Promise.reject(error), wait: promise => promise })
  await expect(offeredAdapter()).rejects.toBe(error)
})

it('says that there is no adapter where there is no WebGPU', async () => {
  provide({ gpu: () => Promise.resolve(undefined), wait: promise => promise })
  await expect(offeredAdapter()).rejects.toMatchObject({ code: 'adapter', message: 'No WebGPU adapter was found.' })
})
