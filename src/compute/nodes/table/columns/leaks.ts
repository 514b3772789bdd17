import type { Values } from '../../../../shared/params'
import { formatCount, formatNumber } from '../../../../shared/results/format'
import type { Leak, LeakReport } from '../../../../shared/results/leaks'
import type { Context } from '../../../engine/node'
import { type Frame, targetOf } from '../../../frame/frame'
import { pauses } from '../../../frame/pause'
import { copiesAcross, copiesLine } from '../../../leaks/copies'
import { findLeaks } from '../../../leaks/find'
import type { spec } from './spec'

type Params = Values<(typeof spec)['parameters']>

/**
 * The frame without features that give the target away or name rows, unless somebody chose them; each is told in a line. What stays in spite of
 * that goes with the frame, and is said again beside the score.
 */
export async function withoutLeaks(
  { warn, signal }: Context,
  frame: Frame,
  params: Params,
): Promise<{ frame: Frame; report: LeakReport }> {
  const target = targetOf(frame)
  // Parameters use the old names.
  const named = (names: readonly string[] | null): string[] =>
    (names ?? []).map(name => (Object.hasOwn(params.rename, name) ? params.rename[name] : name))
  const chosen = new Set([...named(params.features), ...named(params.keep)])
  const features = frame.columns.filter(c => c.role === 'feature')
  const pause = pauses(signal)
  const report = await findLeaks(features, target, chosen, pause)
  const olds = new Map(Object.entries(params.rename).map(([old, name]) => [name, old]))
  const ignored = (column: string): string[] => [...(params.ignore ?? []), olds.get(column) ?? column]
  for (const leak of report.leaks)
    warn(
      leakLine(leak, target!.name),
      leak.chosen ? undefined : { set: { parameter: 'ignore', value: ignored(leak.column) } },
    )
  const [gone, kept] = [report.keys.filter(k => !k.kept), report.keys.filter(k => k.kept)]
  for (const { column, evidence } of gone)
    warn(`${column} names rows (${evidence}): it is no feature, unless keep names it.`, {
      set: { parameter: 'keep', value: [...(params.keep ?? []), olds.get(column) ?? column] },
    })
  for (const { column, evidence } of kept)
    warn(`${column} names rows (${evidence}), and is learned from, as somebody chose.`)
  if (report.unread.length > 0)
    warn(
      `${report.unread.join(', ')}: too many texts to look for leaks in ${report.unread.length === 1 ? 'it' : 'them'}.`,
    )
  const roles = new Map<string, 'ignored' | 'id'>([
    ...report.leaks.filter(l => !l.kept).map(l => [l.column, 'ignored'] as const),
    ...gone.map(k => [k.column, 'id'] as const),
  ])
  const columns = frame.columns.map(c => ({ ...c, role: roles.get(c.name) ?? c.role }))
  const still = report.leaks.filter(l => l.kept).map(l => ({ column: l.column, text: keptLine(l, target!.name) }))
  // What was noticed before of a column that is no feature any more is settled.
  const before = (frame.noticed ?? []).filter(n => !columns.some(c => c.name === n.column && c.role !== 'feature'))
  // Where rows were split before anybody said what they are for, copies are looked for here.
  const copies = frame.noticed?.some(n => n.column === undefined)
    ? undefined
    : await copiesAcross({ ...frame, columns }, pause)
  const text = copies && copiesLine(copies)
  if (text !== undefined) warn(text)
  const noticed = [...before, ...still, ...(text === undefined ? [] : [{ text }])]
  const { noticed: _, ...rest } = frame
  return { frame: { ...rest, columns, ...(noticed.length > 0 && { noticed }) }, report }
}

function leakLine(leak: Leak, target: string): string {
  const { column, evidence, chosen, verdict } = leak
  if (chosen) return keptLine(leak, target)
  if (verdict === 'leak')
    return `${column} gives ${target} away: ${lower(evidence)}${scoreWords(leak)} It is left out: name it in ignore to settle that, or in keep to learn from it.`
  return `${column} nearly decides ${target} by itself: ${lower(evidence)}${scoreWords(leak)} If nobody has it when a prediction is due, name it in ignore; else in keep.`
}

/** As it is said beside the score. */
const keptLine = (leak: Leak, target: string): string =>
  `${leak.column} ${leak.verdict === 'leak' ? `gives ${target} away` : `nearly decides ${target} by itself`}, and is learned from${leak.chosen ? ', as somebody chose' : ''}: ${lower(leak.evidence)}${scoreWords(leak)}`

function scoreWords({ scores }: Leak): string {
  if (!scores) return ''
  const what = scores.figure === 'accuracy' ? 'Accuracy' : 'R²'
  return ` ${what} ${formatNumber(scores.with, 'figure')} with it, ${formatNumber(scores.without, 'figure')} without (${scores.folds} folds of ${formatCount(scores.rows, 'row')}).`
}

const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1)
