import { textWidth } from '../../shared/results/charts/labels'
import type { Legend } from '../../shared/results/charts/legendEntry'

/** Names that are always told: eight classes, their rows and their centres. Of more as many as have room, the rest as a count. */
const mostNames = 10
/** Pixels of a sign with its gaps. */
const sign = 28
/** A name among many is cut at this many pixels. */
const longest = 140

/** How many names of a legend are told, where `width` pixels are beside the title. */
export function namesTold({ entries, note }: Legend, width: number): number {
  if (entries.length <= mostNames) return entries.length
  let left = width - (note === undefined ? 0 : textWidth(note) + 12)
  let n = 0
  while (n < entries.length && (left -= Math.min(longest, textWidth(entries[n].name)) + sign) > 0) n++
  return n === entries.length ? n : Math.max(0, n - 1)
}
