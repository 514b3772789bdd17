import { describe, expect, it, vi } from 'vitest'
import { readTensor, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { oneHot } from './oneHot'
import { oneHotTwin } from './twin'

const device = await testDevice()

describe('oneHot', () => {
  agreesWithTwin<{ labels: Uint32Array; classes: number }>('oneHot', {
    device,
    random: (random, round) => {
      const classes = [10, 4, 1, 3, 300][round % 5]
      return { classes, labels: Uint32Array.from({ length: 1 + random.integer(400) }, () => random.integer(classes)) }
    },
    degenerate: {
      'no rows': { labels: Uint32Array.of(), classes: 3 },
      'no classes': { labels: Uint32Array.of(0, 1), classes: 0 },
      'labels that are no class': { labels: Uint32Array.of(3, 0xffffffff, 2), classes: 3 },
    },
    async run(scope, { labels, classes }) {
      const out = zeros(scope, [labels.length, classes])
      oneHot(device, tensorOf(scope, [labels.length], labels), out)
      return readTensor(device, out)
    },
    twin: ({ labels, classes }) => oneHotTwin(labels, classes),
    tolerance: 0,
  })

  it('cuts what is beyond the limit of a binding', async () => {
    using scope = device.scope()
    const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(4096)
    const labels = Uint32Array.from({ length: 777 }, (_, i) => i % 7)
    const out = zeros(scope, [777, 7])
    oneHot(device, tensorOf(scope, [777], labels), out)
    limit.mockRestore()
    expect([...(await readTensor(device, out))]).toEqual(oneHotTwin(labels, 7))
  })

  it('refuses shapes that do not fit', () => {
    using scope = device.scope()
    expect(() => oneHot(device, zeros(scope, [3]), zeros(scope, [4, 2]))).toThrow('labels of 3 do not give 4 × 2')
  })
})
