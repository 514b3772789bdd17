import { testDevice } from '../../../testing/device'
import { behind, penguinFrame } from '../../../testing/penguins'
import { testExample } from '../../../testing/worked'

const device = await testDevice()
const frame = await behind(device, penguinFrame(), 'prep.impute', 'prep.encode', 'prep.scale')

testExample(device, 'model.kMeans', { clusters: { frame, params: { nClusters: 3 } } })
