import { afterEach, expect, it } from 'vitest'
import { LatheError } from '../../shared/errors'
import { offeredAdapter } from './describe'
import { noneInPage, provide, provider } from './provider'

const before = provider()
afterEach(() => {
  provide(before)
})

const wait = <T>(promise: Promise<T>): Promise<T> => promise

it('tells why WebGPU does not load, and not that there is no adapter', async () => {
  const error = new LatheError({ code: 'adapter', message: 'Dawn does not load.', remedy: 'Run npm ci.' })
  provide({ gpu: () => Promise.reject(error), wait })
  await expect(offeredAdapter()).rejects.toBe(error)
})

it('says that there is no WebGPU where there is none', async () => {
  provide({ gpu: () => Promise.resolve(undefined), wait })
  await expect(offeredAdapter()).rejects.toMatchObject({
    code: 'adapter',
    message: 'This browser gives no WebGPU.',
    remedy: { text: expect.not.stringMatching(/driver|--adapter/) },
  })
})

it('says what the provider knows', async () => {
  const known = { message: 'The driver is refused.', remedy: 'Update it.' }
  provide({ gpu: () => Promise.resolve(undefined), wait, none: () => known })
  await expect(offeredAdapter()).rejects.toMatchObject({
    code: 'adapter',
    message: known.message,
    remedy: { text: known.remedy },
  })
})

it('tells a GPU that was switched off after crashes from one that never was', async () => {
  const info = { vendor: 'a', architecture: 'b', description: 'c' }
  let left = 1
  const gpu = { requestAdapter: () => Promise.resolve(left-- > 0 ? { info } : null) } as unknown as GPU
  provide({ gpu: () => Promise.resolve(gpu), wait })
  await offeredAdapter()
  await expect(offeredAdapter()).rejects.toMatchObject({
    message: expect.stringMatching(/switched off after it had crashed/),
    remedy: { text: expect.stringMatching(/^Close every window of the browser and open it again/) },
  })
  const never = noneInPage({ webgpu: true, given: false }, 'Mozilla/5.0 Chrome/156')
  expect(never.message).not.toMatch(/crashed/)
  expect(never.remedy).toMatch(/chrome:\/\/gpu/)
})

it('speaks of the program, not of a browser, in the desktop window', () => {
  for (const given of [true, false]) {
    const { message, remedy } = noneInPage({ webgpu: true, given }, 'Mozilla/5.0 lathe/0.1.0 Electron/45.4.1')
    expect(remedy).toMatch(/close Lathe and open it again/i)
    expect(message + remedy).not.toMatch(/the browser/i)
  }
})
