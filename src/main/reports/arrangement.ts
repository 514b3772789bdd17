import { defaultParts, type ReportSection } from '../../shared/pipeline/report'
import type { Block } from '../../shared/results/blocks'
import { evaluationOf } from '../../shared/results/evaluation'
import type { ReportInput } from './input'
import type { Step } from './outline'

/** A stretch of a report: a section of its own, or what stands under the heading of one node. */
export type Passage =
  { kind: 'section'; name: ReportSection } | { kind: 'text'; text: string } | { kind: 'step'; step: Step; runs: Run[] }

/** Blocks that follow each other without a text between them, or a text. */
export type Run = { blocks: Block[] } | { text: string }

/**
 * What a report shows, from top to bottom: as its document arranges it, else everything, scores first. Parts that the run has
 * nothing for are passed over. `unseen` says which of a node's blocks are still to be drawn, and how.
 */
export function passages(
  input: ReportInput,
  steps: readonly Step[],
  unseen: (block: Block) => Block | undefined = block => block,
): Passage[] {
  const made: Passage[] = []
  for (const part of arrangedParts(input, steps)) {
    const last = made.at(-1)
    if (part.kind === 'section') made.push({ kind: 'section', name: part.name })
    else if (part.kind === 'text') {
      if (last?.kind === 'step') last.runs.push({ text: part.text })
      else made.push({ kind: 'text', text: part.text })
    } else {
      const step = steps.find(s => s.id === part.node)
      const found = step?.result?.blocks?.find(b => b.id === part.block)
      const block = found && unseen(found)
      if (!step || !block) continue
      if (last?.kind === 'step' && last.step === step) addBlock(last.runs, block)
      else made.push({ kind: 'step', step, runs: [{ blocks: [block] }] })
    }
  }
  return made
}

/** Passages in their order, two narrow ones that follow each other beside each other. */
export function inRows(made: readonly Passage[], isNarrow: (blocks: readonly Block[]) => boolean): Passage[][] {
  const narrow = (p: Passage | undefined): boolean => {
    const [run, ...more] = p?.kind === 'step' ? p.runs : []
    return run !== undefined && more.length === 0 && 'blocks' in run && isNarrow(run.blocks)
  }
  const rows: Passage[][] = []
  for (let i = 0; i < made.length; i++) {
    const two = narrow(made[i]) && narrow(made[i + 1])
    rows.push(made.slice(i, i + (two ? 2 : 1)))
    if (two) i++
  }
  return rows
}

/** Whether a section is shown. */
export const shows = (input: ReportInput, section: ReportSection): boolean =>
  input.document.report?.parts.some(p => p.kind === 'section' && p.name === section) ?? true

function arrangedParts(input: ReportInput, steps: readonly Step[]) {
  const blocks = steps.map(s => ({
    id: s.id,
    blocks: (s.result?.blocks ?? []).flatMap(b => (b.aside ? [] : b.id)),
    judges: judges(s),
  }))
  return input.document.report?.parts ?? defaultParts(blocks)
}

/** Whether a step says how good the models are. */
const judges = ({ result }: Step): boolean => evaluationOf(result?.summary) !== undefined

/**
 * Where what only few will look up begins and ends: what the steps that judge nothing say of themselves. Nothing is folded away in a
 * report that a person arranged, or where no step judges.
 */
export function foldedAway(input: ReportInput, made: readonly Passage[]): readonly [number, number] {
  const away = (p: Passage): boolean => p.kind === 'step' && !judges(p.step)
  const scored = made.some(p => p.kind === 'step' && judges(p.step))
  const from = input.document.report || !scored ? -1 : made.findIndex(away)
  return from < 0 ? [made.length, made.length] : [from, made.findLastIndex(away) + 1]
}

function addBlock(runs: Run[], block: Block): void {
  const run = runs.at(-1)
  if (run && 'blocks' in run) run.blocks.push(block)
  else runs.push({ blocks: [block] })
}
