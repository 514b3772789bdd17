import type { NodeBench, Sample } from '../../../testing/nodeBench'

export const bench: NodeBench = {
  type: 'model.kMeans',
  params: { nClusters: 8, init: 'random', nInit: 1, maxIter: 10, tol: 0 },
  settings: 'KMeans(8, random, n_init=1, max_iter=10, tol=0, lloyd): ten Lloyd steps from one start',
  milliseconds: 40,
  slowOnSwiftShader: true,
  differences(summary, answer, sample) {
    const inertia = summary['inertia'] as number
    const own = inertiaOf(sample.x, summary['centers'] as readonly (readonly number[])[])
    return [
      { of: 'steps', found: Math.abs(10 - (summary['nIterations'] as number)), allowed: 0 },
      { of: 'inertia of the centres, in doubles', found: Math.abs(inertia - own) / own, allowed: 1e-5 },
      // Starts differ, and ten steps do not make up for it: seeds of one program differ by one or two percent.
      { of: 'inertia above ten seeds', found: inertia / (answer['highest'] as number) - 1, allowed: 0.02 },
    ]
  },
}

/** Sum of the squared distances to the nearest centre, in double precision. */
function inertiaOf(x: Sample['x'], centers: readonly (readonly number[])[]): number {
  let sum = 0
  for (let i = 0; i < x[0].length; i++) {
    let least = Infinity
    for (const centre of centers) {
      let distance = 0
      for (let j = 0; j < x.length; j++) distance += (x[j][i] - centre[j]) ** 2
      least = Math.min(least, distance)
    }
    sum += least
  }
  return sum
}
