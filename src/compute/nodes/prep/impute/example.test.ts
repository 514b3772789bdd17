import { testDevice } from '../../../testing/device'
import { penguinFrame, penguinsOf } from '../../../testing/penguins'
import { testExample } from '../../../testing/worked'

const few = penguinsOf(['body_mass_g', 'flipper_length_mm', 'bill_length_mm'], { bill_length_mm: 'target' })

testExample(await testDevice(), 'prep.impute', {
  'gaps by median and mode': { frame: penguinFrame() },
  'gaps by mean': { frame: few, params: { strategy: 'mean' } },
  'gaps by a constant': { frame: few, params: { strategy: 'constant', fillValue: 9 } },
})
