import { largest } from '../../../engine/features'
import { tex } from '../../../engine/tex'
import { type Example, type Finished, numberAfter, numberBefore, type WorkedLine } from '../../../engine/worked'
import { degreeOf, type Powers } from './terms'

/** The terms of one row as powers and products of its features. */
export const example: Example = {
  async steps(at) {
    const { features, xs, powers, names } = await rowOf(at)
    const lines: WorkedLine[] = []
    for (const [k, p] of powers.entries()) {
      if (degreeOf(p) < 2) continue
      const again = p.reduce((product, e, j) => product * xs[j] ** e, 1)
      const value = await numberAfter(at, names[k])
      lines.push({
        name: names[k],
        code: true,
        cells: [{ tex: factors(p, xs) }],
        value,
        again,
        unit: Math.abs(again) || 1,
      })
    }
    if (lines.length === 0) return []
    const { few } = largest(lines)
    const shown = powers[names.indexOf(few[0].name)]
    return [
      {
        title: 'The new terms of the row',
        sentence: `Powers and products of ${features.length === 1 ? features[0] : `${features.length} features`}, up to degree ${Number(at.params['degree'])}.${few.length < lines.length ? ` The ${few.length} largest of ${lines.length}.` : ''}`,
        formula: 't = x_1^{e_1} x_2^{e_2} \\cdots x_p^{e_p} \\qquad \\sum_j e_j \\le d',
        filled: `${product(shown, (_, e, j) => `x_{${j + 1}}${power(e)}`, xs)} = ${product(shown, (x, e) => `${e > 1 && x < 0 ? `(${tex(x)})` : tex(x, true)}${power(e)}`, xs)} = ${tex(few[0].value as number)}`,
        head: ['term', 'factors', 'value'],
        lines: few,
      },
    ]
  },
}

async function rowOf(at: Finished): Promise<{
  features: readonly string[]
  xs: number[]
  powers: readonly Powers[]
  names: readonly string[]
}> {
  const features = at.state['features'] as readonly string[]
  return {
    features,
    xs: await Promise.all(features.map(name => numberBefore(at, name))),
    powers: at.state['powers'] as readonly Powers[],
    names: at.state['names'] as readonly string[],
  }
}

const power = (e: number): string => (e > 1 ? `^{${e}}` : '')

function product(p: Powers, write: (x: number, e: number, j: number) => string, xs: readonly number[]): string {
  return p.flatMap((e, j) => (e > 0 ? [write(xs[j], e, j)] : [])).join(' \\cdot ')
}

/** The factors as KaTeX in a cell. */
const factors = (p: Powers, xs: readonly number[]): string => product(p, (x, e) => `${tex(x, true)}${power(e)}`, xs)
