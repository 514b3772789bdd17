import { expect, it } from 'vitest'
import { Asking } from './asking'

it('asks one question after the other, and takes only a y for yes', async () => {
  const said: string[] = []
  const asking = new Asking(text => said.push(text))
  expect(asking.take('y')).toBe(false)
  const answers = ['One.', 'Two.', 'Three.', 'Four.'].map(text => asking.ask(text))
  expect(said).toEqual(['One. Allow it? Type y, then Enter; Enter alone refuses.'])
  for (const line of [' Y \n', '\n', 'yes', 'yonder']) expect(asking.take(line)).toBe(true)
  expect(await Promise.all(answers)).toEqual([true, false, true, false])
  expect(said.filter(text => text.includes('Allow it?'))).toHaveLength(4)
  expect(asking.take('\n')).toBe(false)
})
