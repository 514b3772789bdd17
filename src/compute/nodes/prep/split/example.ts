import { type Partition, partitions } from '../../../../shared/frame'
import { classesOf, taskOf } from '../../../engine/target'
import { mostLines } from '../../../engine/features'
import { tex } from '../../../engine/tex'
import { cellAt, type Example, type Finished, type WorkedLine, type WorkedStep } from '../../../engine/worked'
import { type Frame, targetOf } from '../../../frame/frame'

/** How many rows each part has, how the classes are shared out, and where this row went. */
export const example: Example = {
  async steps(at) {
    if (at.after.folds) return [folds(at, at.after.folds)]
    if (!at.after.parts) return []
    return [at.params['method'] === 'column' ? await byColumn(at) : sizes(at), ...(await classes(at))]
  },
}

const countOf = (frame: Frame, part: Partition): number => {
  const wanted = partitions.indexOf(part)
  return frame.parts!.reduce((n, p) => n + (p === wanted ? 1 : 0), 0)
}
const partAt = (at: Finished): Partition => partitions[at.after.parts![at.row]]

function sizes(at: Finished): WorkedStep {
  const n = at.after.rows
  const { testSize, validationSize } = at.params as { testSize: number; validationSize: number }
  const size = (share: number): number => Math.ceil(share * n - 1e-9)
  const [test, validation] = [size(testSize), validationSize > 0 ? size(validationSize) : 0]
  const expected = { train: n - test - validation, validation, test }
  const line = (part: Partition, share: number): WorkedLine => ({
    name: part,
    cells: [share],
    value: countOf(at.after, part),
    again: expected[part],
    unit: n,
    format: 'integer',
  })
  return {
    title: 'How many rows go where',
    sentence: `A share is rounded up to whole rows, and the training rows are the rest. This row was drawn for ${partAt(at)}, with seed ${at.seed}.`,
    formula: 'n_{\\text{test}} = \\lceil q\\, n \\rceil \\qquad n_{\\text{train}} = n - n_{\\text{test}}',
    filled: `\\lceil ${tex(testSize)} \\cdot ${tex(n)} \\rceil = ${tex(test)} \\qquad ${tex(n)} - ${tex(test + validation)} = ${tex(expected.train)}`,
    head: ['part', 'share', 'rows'],
    lines: [
      line('train', 1 - testSize - validationSize),
      ...(validation > 0 ? [line('validation', validationSize)] : []),
      line('test', testSize),
    ],
  }
}

async function byColumn(at: Finished): Promise<WorkedStep> {
  const name = at.params['column'] as string
  const said = String(await cellAt(at, at.before, name))
  return {
    title: 'Where the row went',
    sentence: `The column ${name} says it of every row.`,
    formula: '\\text{part} = x',
    filled: '\\text{part} = x',
    head: ['column', 'value', 'part'],
    lines: [{ name, code: true, cells: [said], value: partAt(at), again: said.trim().toLowerCase(), unit: 0 }],
  }
}

/** Where the classes were dealt out by themselves, each part has its share of each, to within one row. */
async function classes(at: Finished): Promise<WorkedStep[]> {
  const target = targetOf(at.before)
  if (at.summary['stratified'] !== true || !target || (await taskOf(target)) !== 'classification') return []
  const { classes: names, codes } = await classesOf(target)
  const n = at.after.rows
  const test = countOf(at.after, 'test')
  const test0 = partitions.indexOf('test')
  const lines = names.map((name, k): WorkedLine => {
    let [all, held] = [0, 0]
    for (let i = 0; i < n; i++)
      if (codes[i] === k) {
        all++
        if (at.after.parts![i] === test0) held++
      }
    return {
      name: String(name),
      class: k,
      cells: [all, (all * test) / n],
      value: held,
      again: (all * test) / n,
      unit: n,
      slack: 1,
      format: 'integer',
    }
  })
  const [first] = lines
  return [
    {
      title: 'Every class has its share',
      sentence: `The classes were dealt out one by one, so that the test rows hold of each what the table holds, to within one row.${lines.length > mostLines ? ` ${mostLines} of ${lines.length} classes.` : ''}`,
      formula: 'n_{k,\\text{test}} \\approx n_k \\, \\frac{n_{\\text{test}}}{n}',
      filled: `${tex(first.cells[0] as number)} \\cdot \\frac{${tex(test)}}{${tex(n)}} = ${tex(first.cells[1] as number)} \\approx ${tex(first.value as number)}`,
      head: ['class', 'rows', 'share of the test', 'test rows'],
      lines: lines.slice(0, mostLines),
    },
  ]
}

function folds(at: Finished, made: readonly Frame[]): WorkedStep {
  const n = at.after.rows
  const k = made.length
  const own = made.findIndex(f => partitions[f.parts![at.row]] === 'test')
  return {
    title: 'How many rows each fold holds out',
    sentence: `Every row is held out once. This one is in fold ${own + 1}: it is judged by a model that learned from the other ${k - 1}.`,
    formula: 'n_f = \\left\\lfloor \\frac{n + k - f}{k} \\right\\rfloor',
    filled: `n_{${own + 1}} = \\left\\lfloor \\frac{${n} + ${k} - ${own + 1}}{${k}} \\right\\rfloor = ${countOf(made[own], 'test')}`,
    head: ['fold', 'rows held out'],
    lines: made.slice(0, mostLines).map((fold, f): WorkedLine => ({
      name: `fold ${f + 1}`,
      cells: [],
      value: countOf(fold, 'test'),
      again: Math.floor((n + k - 1 - f) / k),
      unit: n,
      format: 'integer',
    })),
  }
}
