import { formatCell } from '../../../../shared/results/format'
import { tex } from '../../../engine/tex'
import { mostLines } from '../../../engine/features'
import {
  cellAt,
  type Example,
  type Finished,
  trainingRows,
  type WorkedLine,
  type WorkedStep,
} from '../../../engine/worked'
import { columnNamed } from '../../../frame/frame'

const fillsOf = (at: Finished): Record<string, number | string> => at.state['fills'] as Record<string, number | string>
const isMissing = (cell: number | string | null): boolean => cell === null || Number.isNaN(cell)

/** The gaps of one row, and where the value that fills a column comes from. */
export const example: Example = {
  async suggest(at) {
    const rows: number[] = []
    for (const name of Object.keys(fillsOf(at))) {
      if (columnNamed(at.before, name).missing === 0) continue
      const column = await at.read(at.before, name)
      for (let i = 0; i < at.before.rows && rows.length < 4; i++)
        if (column.form === 'numbers' ? Number.isNaN(column.values[i]) : column.codes[i] < 0)
          if (!rows.includes(i)) rows.push(i)
    }
    return rows.map(row => ({ row, about: 'has a gap' }))
  },

  async steps(at) {
    const row = await filledRow(at)
    const name = row.lines.find(l => l.cells[0] === 'missing')?.name ?? withGaps(at)
    return [row, ...(name === undefined ? [] : await origin(at, name))]
  },
}

/** A column that has a gap anywhere. */
const withGaps = (at: Finished): string | undefined =>
  Object.keys(fillsOf(at)).find(name => columnNamed(at.before, name).missing > 0)

async function filledRow(at: Finished): Promise<WorkedStep> {
  const lines: WorkedLine[] = []
  const shown = at.summary['statistics'] as Record<string, number | string>
  for (const [name, fill] of Object.entries(fillsOf(at))) {
    const x = await cellAt(at, at.before, name)
    const gap = isMissing(x)
    const value = (await cellAt(at, at.after, name))!
    const again = gap ? fill : x!
    lines.push({
      name,
      code: true,
      cells: [gap ? 'missing' : x, shown[name]],
      value,
      again,
      unit: typeof again === 'number' ? Math.abs(again) || 1 : 0,
    })
  }
  const gaps = lines.filter(l => l.cells[0] === 'missing')
  const few = lines.length <= mostLines ? lines : [...gaps, ...lines.filter(l => !gaps.includes(l))].slice(0, mostLines)
  return {
    title: gaps.length === 0 ? 'The row has no gap' : gaps.length === 1 ? 'The gap of the row' : 'The gaps of the row',
    sentence: `A cell that has a value keeps it; a missing one takes what its column learned.${few.length < lines.length ? ` ${few.length} of ${lines.length} columns.` : ''}`,
    formula: "x' = \\begin{cases} x & \\text{if it is there} \\\\ m & \\text{if it is missing} \\end{cases}",
    filled: filledCases(gaps),
    head: ['column', 'value $x$', 'learned $m$', "$x'$"],
    lines: few,
  }
}

function filledCases(gaps: readonly WorkedLine[]): string {
  const numbers = gaps.filter(g => typeof g.value === 'number')
  if (gaps.length === 0) return "x' = x \\text{ in every column}"
  if (numbers.length === 0) return "x' = m \\text{ in one column}"
  return `x' = m = ${tex(numbers[0].value as number)}`
}

/** The value of a column that has gaps, found again among the training rows; nothing where a constant was given. */
async function origin(at: Finished, name: string): Promise<WorkedStep[]> {
  const strategy = at.params['strategy'] as string
  if (strategy === 'constant') return []
  const column = columnNamed(at.before, name)
  const cells = await at.read(at.before, name)
  const rows = trainingRows(at.before)
  const fill = fillsOf(at)[name]
  if (cells.form === 'codes')
    return [mostOften(name, rows, fill, i => (cells.codes[i] < 0 ? null : cells.categories[cells.codes[i]]))]
  if (strategy === 'mostFrequent' || (strategy === 'auto' && column.kind === 'boolean'))
    return [mostOften(name, rows, fill, i => (Number.isNaN(cells.values[i]) ? null : cells.values[i]))]
  const there = Float64Array.from(rows, i => cells.values[i])
    .filter(x => !Number.isNaN(x))
    .sort()
  const mean = strategy === 'mean'
  const middle = (there.length - 1) / 2
  const value = mean
    ? there.reduce((s, x) => s + x, 0) / there.length
    : (there[Math.floor(middle)] + there[Math.ceil(middle)]) / 2
  return [
    {
      title: `What ${name} learned`,
      sentence: mean
        ? `The mean of the ${there.length} training rows that have a value.`
        : `The median: of the ${there.length} training rows that have a value, half are smaller.`,
      formula: mean
        ? 'm = \\frac1n \\sum_i x_i'
        : 'm = \\tfrac12 \\left( x_{(\\lfloor (n+1)/2 \\rfloor)} + x_{(\\lceil (n+1)/2 \\rceil)} \\right)',
      filled: mean
        ? `m = \\frac{${tex(there.reduce((s, x) => s + x, 0))}}{${there.length}} = ${tex(value)}`
        : `m = \\tfrac12 (${tex(there[Math.floor(middle)])} + ${tex(there[Math.ceil(middle)], true)}) = ${tex(value)}`,
      head: ['column', mean ? 'mean' : 'median'],
      lines: [
        {
          name,
          code: true,
          cells: [],
          value,
          again: fill,
          unit: Math.max(Math.abs(there[0]), Math.abs(there.at(-1)!), Number.MIN_VALUE),
        },
      ],
    },
  ]
}

function mostOften<T extends string | number>(
  name: string,
  rows: Uint32Array,
  fill: number | string,
  cell: (row: number) => T | null,
): WorkedStep {
  const counts = new Map<T, number>()
  for (const i of rows) {
    const x = cell(i)
    if (x !== null) counts.set(x, (counts.get(x) ?? 0) + 1)
  }
  const first = (a: T, b: T): boolean => counts.get(b)! > counts.get(a)! || (counts.get(b) === counts.get(a) && b < a)
  const best = [...counts.keys()].reduce((a, b) => (first(a, b) ? b : a))
  const few = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5)
  return {
    title: `What ${name} learned`,
    sentence: `The value that stands in most training rows; the smallest of equals: ${few.map(([x, n]) => `${formatCell(x)} in ${n}`).join(', ')}${counts.size > few.length ? ', …' : ''}.`,
    formula: 'm = \\arg\\max_v \\; \\#\\{ i : x_i = v \\}',
    filled: `\\max_v \\# = ${counts.get(best)!}`,
    head: ['column', 'most frequent'],
    lines: [
      {
        name,
        code: true,
        cells: [],
        value: best,
        again: fill,
        unit: typeof best === 'number' ? Math.abs(best) || 1 : 0,
      },
    ],
  }
}
