import { Random } from '../../random/random'
import type { Draw } from './random'

/** 0 … n − 1 by the random words of a stream, the earlier first of equal ones. */
export function permutationTwin(n: number, { seed, stream, skip = 0 }: Draw): number[] {
  const random = new Random(seed, stream)
  for (let i = 0; i < skip; i++) random.word()
  const words = Array.from({ length: n }, () => random.word())
  return words.map((_, i) => i).sort((i, j) => words[i] - words[j] || i - j)
}
