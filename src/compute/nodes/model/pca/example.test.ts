import { testDevice } from '../../../testing/device'
import { behind, penguinFrame } from '../../../testing/penguins'
import { testExample } from '../../../testing/worked'

const device = await testDevice()
const frame = await behind(device, penguinFrame(), 'prep.impute', 'prep.encode', 'prep.scale')

testExample(device, 'model.pca', {
  components: { frame },
  'whitened components': { frame, params: { whiten: true, nComponents: 2 } },
})
