import { testDevice } from '../../../testing/device'
import { behind, penguinFrame } from '../../../testing/penguins'
import { testExample } from '../../../testing/worked'

const device = await testDevice()
const frame = await behind(device, penguinFrame(), 'prep.impute')

testExample(device, 'prep.encode', {
  'one column a category': { frame },
  'places of categories': { frame, params: { method: 'ordinal' } },
})
