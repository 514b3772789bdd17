import { expect, it } from 'vitest'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { penguins } from '../../../testing/penguins'
import { testExample, workable, wrongIn } from '../../../testing/worked'

const device = await testDevice()
const frame = frameOf(penguins, { roles: { species: 'target' } })

testExample(device, 'prep.split', {
  'a held-out share': { frame, stateless: true },
  folds: { frame: frameOf({ a: testNumbers(60, 1) }), params: { method: 'kFold', k: 7 }, stateless: true },
})

it('does not hold where the rows were split otherwise', async () => {
  const { output, ask } = await workable(device, 'prep.split', frame)
  const parts = output.frame!.parts!.map((part, i) => (i < 30 ? 2 : part))
  const { steps } = await ask({}, { ...output, frame: { ...output.frame!, parts } })
  expect(wrongIn(steps.flatMap(step => step.lines))).not.toEqual([])
})
