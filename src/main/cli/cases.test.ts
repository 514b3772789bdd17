import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Engine, nodeTypes } from '../../compute'
import { resultsSchema } from '../../shared/contracts/report'
import { evaluationOf } from '../../shared/results/evaluation'
import { readPipeline } from '../../shared/pipeline/document'
import type { Case } from './cases/case'
import { openSession, useNodeGpu } from './session'

/**
 * Analyses after public reports about this and other tools, each a folder of `cases/`: its table, its pipeline, and in `right.ts` the
 * figures that scikit-learn, statsmodels or exact arithmetic give. One engine runs them all, from the file to the results.
 */
const documents = import.meta.glob<object>('./cases/*/p.lathe.json', { eager: true, import: 'default' })
const rights = import.meta.glob<(found: Case) => void>('./cases/*/right.ts', { eager: true, import: 'right' })

/** Folders that are not right yet: one that has become right fails here until its name is taken off the list. */
const knownWrong = new Set<string>([])

let session: Awaited<ReturnType<typeof openSession>>
let engine: Engine
/** Columns that nodes wrote, by path. */
let tables: Map<string, Map<string, readonly unknown[]>>

beforeAll(async () => {
  useNodeGpu()
  session = await openSession(import.meta.dirname)
  const { host } = session
  engine = new Engine(nodeTypes, {
    ...host,
    outputs: {
      ...host.outputs,
      table: (path, columns) => {
        const cells = columns.map(c => [c.name, 'values' in c ? [...c.values] : []] as const)
        tables.set(path, new Map(cells))
        return Promise.resolve({ path, bytes: 0 })
      },
    },
  })
})
afterAll(async () => {
  await engine.close()
  await session[Symbol.asyncDispose]()
})

async function run(name: string): Promise<Case> {
  tables = new Map()
  const document = readPipeline(documents[`./cases/${name}/p.lathe.json`])
  const nodes = document.nodes.map(n =>
    n.type === 'data.file' ? { ...n, params: { ...n.params, path: `cases/${name}/data.csv` } } : n,
  )
  const { results } = await engine.run({ ...document, nodes })
  // Results travel to the service and are kept there: no key that it does not know.
  expect(resultsSchema.safeParse(JSON.parse(JSON.stringify(results))).error).toBeUndefined()
  return {
    results,
    summary: node => results.nodes[node].summary ?? {},
    warnings: node => (results.nodes[node].warnings ?? []).join('\n'),
    figures: (part, model = 'train') =>
      evaluationOf(results.nodes['evaluate'].summary)!.models[model].parts.find(p => p.name === part)!.figures,
    column: of => tables.get('out.csv')!.get(of) as number[],
  }
}

describe('figures of small analyses are right', () => {
  const names = Object.keys(documents).map(path => path.split('/')[2])
  for (const name of names)
    (knownWrong.has(name) ? it.fails : it)(name, async () => rights[`./cases/${name}/right.ts`](await run(name)))
})
