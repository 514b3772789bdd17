import { expect, it, vi } from 'vitest'
import type { NodeSpec } from '../../../shared/node'
import type { Device } from '../../device/device'
import { imageCells } from '../../frame/cells'
import type { Frame } from '../../frame/frame'
import { testNumbers } from '../../testing/frames'
import { runType } from '../../testing/run'
import { workedThrough } from '../../testing/worked'
import { nodeTypes } from '../registry'
import { frameFor, notesOf, strange } from './subjects'

const [n, height, width] = [90, 2, 3]
const names = Array.from({ length: height * width }, (_, k) => `[${Math.floor(k / width) + 1},${(k % width) + 1}]`)

/** Laws about an image column: whoever learns from numbers learns from pixels. */
export function wideLaws(device: Device, spec: NodeSpec): void {
  const { type } = spec
  const { params = {} } = notesOf(spec)
  const pixels = names.map((_, k) => testNumbers(n, k + 1).map(x => Math.round(8 + 8 * x)))
  const noise = testNumbers(n, 9)
  const score = (i: number): number => pixels[1][i] - 8 + 4 * noise[i]
  const apart = frameFor(spec, Object.fromEntries(names.map((name, k) => [`image${name}`, pixels[k]])), score)
  const bytes = Uint8Array.from(
    { length: n * names.length },
    (_, at) => pixels[at % names.length][(at / names.length) | 0],
  )
  const cells = imageCells(n, { height, width, channels: 1 }, bytes)
  const image: Frame = {
    ...apart,
    columns: [
      { name: 'image', kind: 'image', role: 'feature', missing: 0, cells },
      ...apart.columns.filter(c => !c.name.startsWith('image[')),
    ],
  }

  it('learns from an image column what it learns from its pixels as columns', async () => {
    const many = await runType(device, type, apart, params)
    // Every look at the clock finds it later, so that whoever draws while it trains does.
    let now = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 100))
    const one = await runType(device, type, image, params).finally(() => clock.mockRestore())
    expect(one.summary).toEqual(many.summary)
    const { blocks = [] } = one
    expect(blocks.map(b => b.id).filter(id => !(id in spec.blocks))).toEqual([])
    expect(strange(blocks)).toEqual([])
  })

  if (nodeTypes.get(type)!.example)
    it('is worked through on an image column', async () => {
      const { whatIf, picture, row } = await workedThrough(device, type, image, params)
      const pixelsOfRow = bytes.slice(row * names.length, (row + 1) * names.length)
      expect(picture).toEqual({ height, width, channels: 1, pixels: pixelsOfRow })
      if (whatIf) expect(whatIf.columns).toEqual(names.map(name => `image${name}`))
    })
}
