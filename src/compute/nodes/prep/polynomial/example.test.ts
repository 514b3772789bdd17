import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { testExample } from '../../../testing/worked'

const frame = frameOf({ a: testNumbers(60, 1), b: testNumbers(60, 2).map(x => 3 + x) })

testExample(await testDevice(), 'prep.polynomial', { terms: { frame, params: { degree: 3 } } })
