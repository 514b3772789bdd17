import type { ImportAnswer, ImportWarning } from '../../../shared/contracts/datasets'
import { z } from '../../../shared/zod'
import type { NodeSpec } from '../../../shared/node'
import type { ChoiceParameter } from '../../../shared/params'
import { choiceLabel } from '../../../shared/words'

export type { ImportWarning }

/** What an import decided and noticed, read from the summary of the node that did it, and the parameters that decide otherwise. */

/** Answers come from the import of this program and go back into parameters, where they are checked. */
const answer: z.ZodType<ImportAnswer> = z.object({
  text: z.string(),
  set: z.custom<ImportAnswer['set']>(set => typeof set === 'object' && set !== null),
  used: z.boolean(),
})
const warning: z.ZodType<ImportWarning> = z.object({
  code: z.string(),
  column: z.string().exactOptional(),
  message: z.string(),
  answers: z.array(answer).exactOptional(),
})
const summary = z.object({
  dialect: z.object({
    delimiter: z.string(),
    quote: z.string(),
    decimal: z.string(),
    encoding: z.string(),
    header: z.boolean(),
    skippedLines: z.number(),
    comment: z.string().optional(),
  }),
  rejected: z.array(z.object({ record: z.number(), line: z.number(), reason: z.string() })),
  rejectedCount: z.number(),
  warnings: z.array(warning),
})
export type ImportSummary = z.infer<typeof summary>

/** The part of a node's summary that an import wrote; undefined for every other node. */
export function importOf(of: Readonly<Record<string, unknown>> | undefined): ImportSummary | undefined {
  return summary.safeParse(of).data
}

export interface Decision {
  /** The parameter that decides it. */
  name: string
  parameter: ChoiceParameter
  /** What the import found. */
  found: string
}

/** Decisions that the node lets people change, in the order of its spec. */
export function decisionsOf(spec: NodeSpec, of: ImportSummary): Decision[] {
  const { delimiter, quote, decimal, encoding, header, comment = 'none' } = of.dialect
  const found: Readonly<Record<string, string>> = {
    delimiter,
    quote,
    decimal,
    encoding,
    header: header ? 'yes' : 'no',
    comment,
  }
  return Object.entries(spec.parameters).flatMap(([name, parameter]) =>
    parameter.kind === 'choice' && found[name] !== undefined
      ? [{ name, parameter, found: choiceLabel(found[name]) }]
      : [],
  )
}

/** A sentence without the name of its column before it, where that stands beside. */
export function withoutColumn(message: string, column: string | undefined): string {
  const name = `"${column}": `
  if (column === undefined || !message.startsWith(name)) return message
  const rest = message.slice(name.length)
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

/** What was noticed of each column: whether it is asked how to read it, and what was converted or left as it is. */
export interface ColumnNote {
  asked: boolean
  told: readonly string[]
}

export function notesOf(warnings: readonly ImportWarning[]): Map<string, ColumnNote> {
  const notes = new Map<string, ColumnNote>()
  for (const { column, message, answers } of warnings) {
    if (column === undefined) continue
    const before = notes.get(column) ?? { asked: false, told: [] }
    notes.set(column, {
      asked: before.asked || Boolean(answers?.length),
      told: [...before.told, withoutColumn(message, column)],
    })
  }
  return notes
}

export interface KindFix {
  label: string
  /** The kind to read the column as; null lets the import decide. */
  kind: string | null
}

const asNumber: KindFix = { label: 'Read as number', kind: 'number' }
const fixes: Readonly<Record<string, readonly KindFix[]>> = {
  leadingZeros: [asNumber],
  plusSigns: [asNumber],
  bigIntegers: [asNumber],
  outOfRange: [asNumber],
  groupedNumbers: [asNumber],
  mixed: [asNumber],
  ambiguousDates: [{ label: 'Read as category', kind: 'category' }],
  unfitCells: [
    { label: 'Read as text', kind: 'text' },
    { label: 'Undo the choice', kind: null },
  ],
}

/** What one press can do about a warning: another kind for the column that it is about. */
export function fixesOf(warning: ImportWarning): readonly KindFix[] {
  return warning.column === undefined ? [] : (fixes[warning.code] ?? [])
}

/** The map of kinds with one column's kind set, or left to the import. */
export function withKind(
  types: Readonly<Record<string, string>>,
  column: string,
  kind: string | null,
): Record<string, string> {
  const others = Object.entries(types).filter(([name]) => name !== column)
  return Object.fromEntries(kind === null ? others : [...others, [column, kind]])
}
