import type { Summary } from '../../src/compute/engine/node'
import type { Answer, NodeBench, Sample } from '../../src/compute/testing/nodeBench'

const benches = import.meta.glob<NodeBench>('../../src/compute/nodes/*/*/*.bench.ts', { eager: true, import: 'bench' })
const peers: Readonly<Record<string, string | undefined>> = import.meta.glob<string>(
  '../../src/compute/nodes/*/*/*.bench.py',
  { eager: true, query: '?raw', import: 'default' },
)

/** A node measured beside scikit-learn: the same model with the same settings on both sides. */
export interface Fit extends NodeBench {
  /** The program of scikit-learn. */
  python: string | undefined
}

export const fits: readonly Fit[] = Object.entries(benches).map(([path, bench]) => ({
  ...bench,
  python: peers[path.replace(/ts$/, 'py')],
}))

/** How far the answers lie apart, in words. Errors: an answer that is not the peer's. */
export function mustAgree(fit: Fit, summary: Summary, answer: Answer, data: Sample): string {
  const differences = fit.differences(summary, answer, data)
  const wrong = differences.find(({ found, allowed }) => !(found <= allowed))
  if (wrong) throw new Error(`${wrong.of} differ by ${wrong.found.toPrecision(2)}; ${wrong.allowed} is allowed`)
  return differences.map(({ of, found }) => `${of} ${found.toPrecision(1)}`).join(', ')
}
