import { imageCells } from '../../../frame/cells'
import type { Frame } from '../../../frame/frame'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { behind, penguinFrame } from '../../../testing/penguins'
import { testExample } from '../../../testing/worked'

const device = await testDevice()
const frame = await behind(device, penguinFrame(), 'prep.impute', 'prep.encode')
const numbers = frameOf({ a: testNumbers(60, 1), b: testNumbers(60, 2).map(x => 3 + x) })

const bytes = Uint8Array.from(testNumbers(60 * 4, 3), x => Math.round(8 + 8 * x))
const image = imageCells(60, { height: 2, width: 2, channels: 1 }, bytes)
const pictures: Frame = {
  ...numbers,
  columns: [{ name: 'image', kind: 'image', role: 'feature', missing: 0, cells: image }, ...numbers.columns],
}

testExample(device, 'prep.scale', { pictures: { frame: pictures } })
testExample(
  device,
  'prep.scale',
  Object.fromEntries(['standard', 'minMax', 'robust', 'maxAbs'].map(method => [method, { frame, params: { method } }])),
)
testExample(
  device,
  'prep.scale',
  Object.fromEntries(
    ['l2', 'l1', 'max'].map(norm => [
      `rows of length 1, ${norm}`,
      { frame: numbers, params: { method: 'normalize', norm }, stateless: true as const },
    ]),
  ),
)
