import type { Output } from '../../engine/node'
import { codesOf, numbersOf } from '../../frame/contents'
import { featuresOf, rowsOf, targetOf } from '../../frame/frame'
import { largestOf } from '../../learning/numbers'

/** Figures of two classes over the training rows by their names in evaluate, from chances that a law finds for a row of features in double precision. */
export async function classFigures(
  { frame }: Output,
  chancesOf: (row: readonly number[]) => readonly number[],
): Promise<{ accuracy: number; brier: number; logLoss: number }> {
  const columns = await Promise.all(featuresOf(frame!).map(numbersOf))
  const { codes, categories } = await codesOf(targetOf(frame!)!)
  // Models take classes in sorted order.
  const place = categories.map(name => [...categories].sort().indexOf(name))
  const figures = { accuracy: 0, brier: 0, logLoss: 0 }
  const rows = rowsOf(frame!, 'train') ?? new Uint32Array(codes.length).map((_, i) => i)
  for (const i of rows) {
    const code = codes[i]
    const chances = chancesOf(columns.map(values => values[i]))
    const own = chances[place[code]]
    figures.accuracy += Number(largestOf(chances) === place[code]) / rows.length
    figures.brier += (1 - own) ** 2 / rows.length
    figures.logLoss -= Math.log(own) / rows.length
  }
  return figures
}
