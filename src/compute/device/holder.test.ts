import { afterEach, expect, it, vi } from 'vitest'
import type { Device } from './device'
import { DeviceHolder } from './holder'

afterEach(() => void vi.useRealTimers())

/** Devices that are lost when told to, and how many were opened. */
function opener() {
  const made: { isLost: boolean; close: () => void }[] = []
  const open = vi.fn<() => Promise<Device>>(() => {
    const device = { isLost: false, close: vi.fn<() => void>() }
    made.push(device)
    return Promise.resolve(device as unknown as Device)
  })
  return { made, open }
}

it('opens one device for all who ask, and another when it was lost', async () => {
  const { made, open } = opener()
  const holder = new DeviceHolder(open)
  const [a, b] = await Promise.all([holder.get(), holder.get()])
  expect([a === b, await holder.get()]).toEqual([true, a])
  made[0].isLost = true
  const [c, d] = await Promise.all([holder.get(), holder.get()])
  expect([c === d, c === a, holder.current === c]).toEqual([true, false, true])
  expect(open).toHaveBeenCalledTimes(2)
  await holder.close()
  expect(made[1].close).toHaveBeenCalledOnce()
})

it('opens no more than three within a minute', async () => {
  vi.useFakeTimers()
  const { made, open } = opener()
  const holder = new DeviceHolder(open)
  for (let i = 0; i < 3; i++) {
    await holder.get()
    made[i].isLost = true
  }
  await expect(holder.get()).rejects.toMatchObject({
    code: 'device',
    message: expect.stringContaining('3 times') as string,
  })
  await expect(holder.get()).rejects.toMatchObject({ code: 'device' })
  expect(open).toHaveBeenCalledTimes(3)
  vi.advanceTimersByTime(61_000)
  await holder.get()
  expect(open).toHaveBeenCalledTimes(4)
})

it('says each time why none opens, and opens one as soon as it can', async () => {
  const { open } = opener()
  const holder = new DeviceHolder(open)
  for (let i = 0; i < 5; i++) {
    open.mockRejectedValueOnce(new Error(`no adapter ${i}`))
    await expect(holder.get()).rejects.toThrow(`no adapter ${i}`)
  }
  await expect(holder.get()).resolves.toBeDefined()
})
