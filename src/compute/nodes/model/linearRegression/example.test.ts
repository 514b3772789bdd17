import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { behind, penguinsOf } from '../../../testing/penguins'
import { testExample } from '../../../testing/worked'

const device = await testDevice()
const few = penguinsOf(['body_mass_g', 'flipper_length_mm', 'bill_length_mm'], { bill_length_mm: 'target' })
const numbers = frameOf(
  { a: testNumbers(60, 1), b: testNumbers(60, 2).map(x => 3 + x), c: testNumbers(60, 3) },
  { roles: { c: 'target' } },
)

testExample(device, 'model.linearRegression', {
  'few features': { frame: await behind(device, few, 'prep.impute') },
  'a ridge': { frame: numbers, params: { penalty: 'l2', alpha: 2 } },
  'no intercept': { frame: numbers, params: { fitIntercept: false } },
})
