import type { NodeSpec } from '../../shared/node'
import type { Column, Frame } from '../frame/frame'
import type { Context } from './node'
import { namesOf } from './usable'

/** Says of columns that are meant as features and can be none: times and texts, each kind in one line with its remedy. */
export function warnOfLeftOut(warn: Context['warn'], { columns }: Frame, spec: NodeSpec): void {
  if (spec.needs?.features === 'none') return
  const meant = (kind: Column['kind']): Column[] => columns.filter(c => c.role === 'feature' && c.kind === kind)
  const [times, texts] = [meant('time'), meant('text')]
  const are = (of: readonly Column[], one: string, many: string): string => (of.length === 1 ? one : many)
  if (times.length > 0)
    warn(
      `${namesOf(times)} ${are(times, 'holds times, which are', 'hold times, which are')} no feature by themselves: ${are(times, 'it was', 'they were')} left out. To order the rows by one, name it as time in table.columns; else ignore ${are(times, 'it', 'them')} there.`,
      { set: { node: 'table.columns', parameter: 'ignore' } },
    )
  if (texts.length > 0)
    warn(
      `${namesOf(texts)} ${are(texts, 'is text', 'are text')}, which is no feature by itself: ${are(texts, 'it was', 'they were')} left out. Put prep.text before this node to make terms of ${are(texts, 'it', 'one')}, or ignore ${are(texts, 'it', 'them')} in table.columns.`,
      { insert: 'prep.text', params: { column: texts[0].name } },
    )
}
