import { z } from '../zod'

/** What stands in a report beside the blocks of nodes and a person's own texts. */
export const reportSections = ['summary', 'headline', 'line', 'data', 'warnings', 'repeat'] as const
export type ReportSection = (typeof reportSections)[number]

const part = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('section'), name: z.enum(reportSections) }),
  z.strictObject({ kind: z.literal('block'), node: z.string(), block: z.string() }),
  /** Paragraphs with **bold** and lists. */
  z.strictObject({ kind: z.literal('text'), text: z.string().max(100_000) }),
])

export const reportSchema = z.strictObject({
  /** The pipeline's name where there is none. */
  title: z.string().max(400).exactOptional(),
  parts: z.array(part),
})

/** How a report is arranged: its parts from top to bottom. A part whose node or block is not there is passed over. */
export type Report = z.infer<typeof reportSchema>
export type ReportPart = z.infer<typeof part>

/** A node with the ids of the blocks it gave. */
export interface StepBlocks {
  id: string
  blocks: readonly string[]
  /** It says how good the models are. */
  judges?: boolean
}

/** Everything there is, scores first, then in the order of the run: the report of a document that does not arrange one. */
export function defaultParts(steps: readonly StepBlocks[]): ReportPart[] {
  const section = (name: ReportSection): ReportPart => ({ kind: 'section', name })
  const blocksOf = (judging: boolean): ReportPart[] =>
    steps
      .filter(s => (s.judges ?? false) === judging)
      .flatMap(({ id, blocks }) => blocks.map((block): ReportPart => ({ kind: 'block', node: id, block })))
  return [
    ...(['summary', 'headline'] as const).map(section),
    ...blocksOf(true),
    ...(['line', 'data', 'warnings'] as const).map(section),
    ...blocksOf(false),
    section('repeat'),
  ]
}

export function samePart(a: ReportPart, b: ReportPart): boolean {
  if (a.kind === 'section') return b.kind === 'section' && a.name === b.name
  if (a.kind === 'block') return b.kind === 'block' && a.node === b.node && a.block === b.block
  return a === b
}

/** With a part at its usual place: behind the last of those that come before it by default; one that has none, behind those of its node. */
export function withPart(
  parts: readonly ReportPart[],
  added: ReportPart,
  usual: readonly ReportPart[],
): readonly ReportPart[] {
  if (parts.some(p => samePart(p, added))) return parts
  const at = usual.findIndex(p => samePart(p, added))
  const own = (p: ReportPart): boolean => p.kind === 'block' && added.kind === 'block' && p.node === added.node
  const before = usual.slice(0, at < 0 ? usual.findLastIndex(own) + 1 : at)
  const after = parts.findLastIndex(p => before.some(b => samePart(b, p)))
  return [...parts.slice(0, after + 1), added, ...parts.slice(after + 1)]
}

/** With the part at `from` moved so that it stands at `to`. */
export function movePart(parts: readonly ReportPart[], from: number, to: number): readonly ReportPart[] {
  const moved = parts[from]
  if (!moved || from === to || to < 0 || to >= parts.length) return parts
  const rest = parts.filter((_, i) => i !== from)
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}

/** With the blocks of a node under its new id. */
export function renamedInReport(report: Report, id: string, to: string): Report {
  return { ...report, parts: report.parts.map(p => (p.kind === 'block' && p.node === id ? { ...p, node: to } : p)) }
}
