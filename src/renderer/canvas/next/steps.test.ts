import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../../compute'
import type { ColumnSchema, Kind } from '../../../shared/frame'
import { readPipeline, type Pipeline } from '../../../shared/pipeline/document'
import { faultsOf } from '../../../shared/pipeline/validate'
import { edgesOf } from '../../../shared/pipeline/specs.fixture'
import { guessedTarget, type TableFacts } from './facts'
import { type Chosen, planOf, withStep } from './steps'

type Row = readonly [name: string, kind: Kind, distinct: number, missing?: number]
const table = (rows: number, columns: readonly Row[]): TableFacts => ({
  rows,
  columns: columns.map(([name, kind, , missing = 0]): ColumnSchema => ({ name, kind, role: 'feature', missing })),
  distinct: new Map(columns.map(([name, , distinct]) => [name, distinct])),
})
const titanic = table(891, [
  ['survived', 'integer', 2],
  ['pclass', 'integer', 3],
  ['sex', 'category', 2],
  ['age', 'number', 88, 177],
  ['fare', 'number', 248],
  ['embarked', 'category', 3, 2],
  ['alive', 'boolean', 2],
])
const cars = table(398, [
  ['horsepower', 'integer', 93],
  ['origin', 'category', 3],
  ['price', 'number', 180],
])
const loaded = readPipeline({
  format: 'lathe/pipeline',
  version: 1,
  nodes: [{ id: 'load', type: 'data.file', params: { path: 'dataset:0' } }],
  edges: [],
  canvas: { positions: { load: [0, 0] } },
})

/** One step after the other, each as one change. */
function followed(facts: TableFacts, chosen?: Chosen, from: Pipeline = loaded) {
  const done: string[] = []
  let document = from
  for (let plan = planOf(document, nodeSpecs, 'load', facts, chosen); plan?.next;) {
    done.push(plan.next.name)
    document = withStep(document, nodeSpecs, plan, plan.next).document
    plan = planOf(document, nodeSpecs, 'load', facts, chosen)
    if (done.length > 9) throw new Error('the steps do not end')
  }
  return { document, done }
}
const paramsOf = (document: Pipeline, id: string) => document.nodes.find(n => n.id === id)!.params

describe('the steps after a drop', () => {
  it('lead from classes to a score of test rows beside a baseline, in five', () => {
    const { document, done } = followed(titanic)
    expect(done).toEqual(['Target', 'Split', 'Prepare', 'Model', 'Evaluate'])
    expect(edgesOf(document)).toEqual([
      'load>columns',
      'columns>split',
      'split>impute',
      'impute>encode',
      'encode>scale',
      'scale>logisticRegression',
      'scale>baseline',
      'logisticRegression>evaluate',
      'baseline>evaluate',
    ])
    expect(paramsOf(document, 'columns')).toEqual({ target: 'survived' })
    expect(paramsOf(document, 'baseline')).toEqual({ task: 'classification' })
    expect(faultsOf(document, nodeSpecs)).toEqual([])
  })

  it('lead from a number to a linear regression, whose categories lack their first', () => {
    const { document } = followed(cars)
    expect(document.nodes.map(n => n.id)).toEqual([
      'load',
      'columns',
      'split',
      'encode',
      'linearRegression',
      'baseline',
      'evaluate',
    ])
    expect(paramsOf(document, 'encode')).toEqual({ drop: 'first' })
    expect(faultsOf(document, nodeSpecs)).toEqual([])
  })

  it('lead to groups where there is no target', () => {
    const { document, done } = followed(cars, null)
    expect(done).toEqual(['Prepare', 'Model', 'Evaluate'])
    expect(edgesOf(document)).toEqual(['load>encode', 'encode>scale', 'scale>kMeans', 'kMeans>evaluate'])
  })

  it('put the split before what learned without one', () => {
    const byHand = readPipeline({
      ...loaded,
      nodes: [
        ...loaded.nodes,
        { id: 'columns', type: 'table.columns', params: { target: 'survived' } },
        { id: 'scale', type: 'prep.scale', params: {} },
        { id: 'knn', type: 'model.knn', params: {} },
      ],
      edges: [
        { from: 'load', to: 'columns' },
        { from: 'columns', to: 'scale' },
        { from: 'scale', to: 'knn' },
      ],
    })
    const { document, done } = followed(titanic, undefined, byHand)
    expect(done).toEqual(['Split', 'Evaluate'])
    expect(edgesOf(document).slice(0, 4)).toEqual(expect.arrayContaining(['columns>split', 'split>scale']))
  })

  it('name the target at the node that is there', () => {
    const bare = readPipeline({
      ...loaded,
      nodes: [...loaded.nodes, { id: 'columns', type: 'table.columns', params: {} }],
      edges: [{ from: 'load', to: 'columns' }],
    })
    const { document } = followed(titanic, 'sex', bare)
    expect(paramsOf(document, 'columns')).toEqual({ target: 'sex' })
    expect(document.nodes.filter(n => n.type === 'table.columns')).toHaveLength(1)
  })

  it('tell figures of this table, and of what the node that gives roles decides', () => {
    const cards = planOf(loaded, nodeSpecs, 'load', titanic)!.steps.flatMap(s => s.ghosts)
    expect(cards.map(g => `${g.spec.title}: ${g.left} ${g.right}`.trim())).toEqual([
      'Columns: features 6 of 6',
      'Split: train / test 668 / 223',
      'Impute: gaps to fill 179',
      'Encode: columns 6 → 9',
      'Scale: numbers 3',
      'Logistic regression: a first model',
      'Baseline: learns nothing',
      'Evaluate: test rows 223',
    ])
    const judged = titanic.columns.map(c => ({
      ...c,
      role: c.name === 'survived' ? 'target' : c.name === 'age' || c.name === 'alive' ? 'ignored' : 'feature',
    })) as ColumnSchema[]
    const left = planOf(loaded, nodeSpecs, 'load', titanic, undefined, judged)!.steps.flatMap(s => s.ghosts)
    expect(left.find(g => g.part === 'gaps')?.right).toBe('2')
    expect(left.find(g => g.part === 'roles')?.right).toBe('4 of 6')
  })

  it('stand in rows of four, none on another', () => {
    const places = Object.values(followed(titanic).document.canvas!.positions!).map(String)
    expect(new Set(places).size).toBe(9)
    expect(Math.max(...Object.values(followed(titanic).document.canvas!.positions!).map(([x]) => x))).toBe(672)
  })
})

describe('parts of a line', () => {
  it('are played by one node each, of models by one for each task', () => {
    const played = [...nodeSpecs.values()].flatMap(s =>
      s.part ? [s.part === 'model' ? `model ${s.task}` : s.part] : [],
    )
    expect(new Set(played).size).toBe(played.length)
    expect(played).toEqual(
      expect.arrayContaining(['roles', 'split', 'gaps', 'categories', 'scales', 'reference', 'judge']),
    )
  })
})

describe('the guess of a target', () => {
  it('goes by names, classes that come again, the end of the table', () => {
    expect(guessedTarget(titanic)).toBe('survived')
    expect(guessedTarget(cars)).toBe('price')
    expect(
      guessedTarget(
        table(100, [
          ['a', 'number', 100],
          ['b', 'category', 3],
          ['kind', 'category', 2],
        ]),
      ),
    ).toBe('kind')
  })

  it('is none where nothing speaks for any', () => {
    expect(
      guessedTarget(
        table(50, [
          ['name', 'category', 50],
          ['x', 'number', 50],
          ['note', 'text', 50],
        ]),
      ),
    ).toBeUndefined()
    expect(
      guessedTarget(
        table(50, [
          ['no', 'integer', 50],
          ['constant', 'category', 1],
          ['note', 'text', 50],
        ]),
      ),
    ).toBeUndefined()
  })
})
