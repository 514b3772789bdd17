import { expect, it } from 'vitest'
import { integer, number } from '../../shared/params'
import { boundsInWords } from './bounds'

it('whole numbers are told digit by digit', () => {
  const seed = integer({ default: 42, min: 0, max: 2 ** 32 - 1, help: 'Start of all random numbers.' })
  expect(boundsInWords(seed)).toBe('A whole number from 0 to 4,294,967,295.')
  expect(boundsInWords(number({ default: 1, above: 0, max: 1e12, help: 'How much.' }))).toBe(
    'A number above 0 to 1e12.',
  )
})
