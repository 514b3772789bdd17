import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { behind, penguinFrame } from '../../../testing/penguins'
import { testExample } from '../../../testing/worked'

const device = await testDevice()
const scaled = await behind(device, penguinFrame(), 'prep.impute', 'prep.encode', 'prep.scale')
const [x, y, noise] = [testNumbers(90, 4), testNumbers(90, 5), testNumbers(90, 6)]
const numbers = frameOf({ x, y, t: x.map((v, i) => 3 + v + noise[i]) }, { roles: { t: 'target' } })

testExample(device, 'model.knn', {
  'three classes': { frame: scaled },
  'numbers by distance': { frame: numbers, params: { weights: 'distance', metric: 'manhattan' } },
})
