import type { NodeSpec } from '../../../shared/node'
import type { Output, Summary } from '../../engine/node'
import { columnCells } from '../../frame/export'
import { columnNamed, type Frame } from '../../frame/frame'
import { frameOf, testNumbers, type TestColumn } from '../../testing/frames'
import { nodeSpecs } from '../registry'

/**
 * What a folder may say to the laws, in its own `laws.ts`: parameters that make it fit small data, and laws it does not keep, each
 * with the reason. So no list of names stands here.
 */
export interface LawNotes {
  params?: Record<string, unknown>
  /** Columns that the node needs beside numbers. */
  columns?: (rows: number) => Record<string, TestColumn>
  exceptions?: Record<string, string>
  /**
   * Keys of the summary that go by the number of rows, whatever these weigh: a weight of 2 is not the row twice for them. Only what the
   * spec declares as an attribute is compared.
   */
  countRows?: readonly string[]
  /**
   * Figures of a model's training rows by the name that evaluate gives them: as its summary tells them, or, of a model that tells none, found
   * anew in double precision from its state.
   */
  figures?: (summary: Summary, run: Output) => Record<string, number | null> | Promise<Record<string, number | null>>
  /** Figures of its own, each beside the same from what the model says of the rows: name, the fit's, the rows'. */
  agrees?: (run: Output) => Promise<[string, number | null, number | null][]>
}

const notes = import.meta.glob<LawNotes>('../*/*/laws.ts', { eager: true, import: 'laws' })

export function notesOf(spec: NodeSpec): LawNotes {
  const [group, name] = spec.type.includes('.') ? spec.type.split('.') : ['result', spec.type]
  return notes[`../${group}/${name}/laws.ts`] ?? {}
}

/** Nodes that learn: models and preparation, by type. */
export const learners: NodeSpec[] = [...nodeSpecs.values()].filter(
  s => s.group === 'model' || (s.group === 'prep' && s.type !== 'prep.split'),
)

/** A target that suits the node: classes, numbers, or none. */
export function targetFor(spec: NodeSpec, n: number, score: (i: number) => number): TestColumn | undefined {
  switch (spec.needs?.target) {
    case 'classification':
    case 'any':
      return Array.from({ length: n }, (_, i) => (score(i) > 0 ? 'yes' : 'no'))
    case 'regression':
      return Float64Array.from({ length: n }, (_, i) => score(i))
    default:
      return undefined
  }
}

/** Columns with the node's target beside them. */
export function frameFor(
  spec: NodeSpec,
  columns: Record<string, TestColumn>,
  score?: (i: number) => number,
  parts?: number[],
): Frame {
  const n = Object.values(columns)[0].length
  const noise = testNumbers(n, 77)
  const target = targetFor(spec, n, score ?? (i => Number(Object.values(columns)[0][i]) + 0.7 * noise[i]))
  return frameOf(
    { ...columns, ...notesOf(spec).columns?.(n), ...(target && { target }) },
    {
      roles: target ? { target: 'target' } : {},
      ...(parts && { parts }),
    },
  )
}

/** Ordinary data: n rows, three features that matter differently, a third of the rows held out. */
export function ordinary(spec: NodeSpec, n = 120): Frame {
  const columns = {
    a: testNumbers(n, 1),
    b: testNumbers(n, 2).map(x => 5 + 2 * x),
    c: testNumbers(n, 3).map(x => 100 * x),
  }
  const parts = Array.from({ length: n }, (_, i) => (i % 3 === 2 ? 2 : 0))
  return frameFor(spec, columns, undefined, parts)
}

/** The cells of a frame as plain data: numbers, codes with their categories, terms. */
export async function cellsIn(frame: Frame): Promise<{ name: string; kind: string; values: number[]; of?: unknown }[]> {
  return Promise.all(
    frame.columns.map(async ({ name, kind, cells }) => {
      if (cells.form !== 'terms') {
        const [column] = await columnCells([columnNamed(frame, name)])
        return 'values' in column
          ? { name, kind, values: [...column.values] }
          : { name, kind, values: [...column.codes], of: column.categories }
      }
      const { values, ...of } = await cells.sparse()
      return { name, kind, values: [...values], of: { ...of, names: cells.names } }
    }),
  )
}

/** Every number in a value is finite, however deep: null stands for what does not exist. */
export function strange(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`]
  if (ArrayBuffer.isView(value)) return strange([...(value as Float64Array)], path)
  if (Array.isArray(value)) return value.flatMap((v, i) => strange(v, `${path}[${i}]`))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([k, v]) => strange(v, `${path}.${k}`))
  return []
}
