import type { Kind } from '../../../shared/frame'
import type { TextCells } from './kinds'
import { Look } from './written/look'

/** With more different texts than this, some rows say whether a column is worth a look: it can be no category. */
export const mostLooked = 10_000
const sampledRows = 2000

/** The different texts of a column with their cells, and what they look like. */
export class Dictionary {
  readonly texts: readonly string[]
  readonly segments: Int32Array<ArrayBuffer>[]
  /** Null where the rows looked at hold free text, or are to stay text. */
  readonly look: Look | null
  readonly counts: Uint32Array
  /** Values of the texts that are read in one way only, NaN for the rest. */
  readonly certain: Float64Array

  /** `chosen`: the kind that a person has chosen: every text is looked at then, or none where it is to stay text. */
  constructor({ texts, codes }: TextCells, chosen: Kind | null) {
    this.texts = texts
    this.segments = codes.segments()
    this.counts = new Uint32Array(texts.length)
    for (const segment of this.segments)
      for (let i = 0; i < segment.length; i++) if (segment[i] >= 0) this.counts[segment[i]]++
    const stays = chosen === 'text' || chosen === 'category' || (chosen === null && this.isFree())
    this.look = stays ? null : new Look()
    this.certain = new Float64Array(this.look ? texts.length : 0)
    if (this.look)
      for (let code = 0; code < texts.length; code++) this.certain[code] = this.look.add(texts[code], this.counts[code])
  }

  /** Hardly any of the rows looked at holds a number, a date or a truth value. */
  private isFree(): boolean {
    if (this.texts.length <= mostLooked) return false
    const look = new Look()
    for (const segment of this.segments) {
      const step = Math.max(1, Math.floor((segment.length * this.segments.length) / sampledRows))
      for (let i = 0; i < segment.length; i += step) if (segment[i] >= 0) look.add(this.texts[segment[i]], 1)
    }
    return look.cells - look.other.cells - look.missing < look.cells / 5
  }

  /** A number for each different text; `value` is asked for those that are not certain. */
  valuesOf(value: (text: string) => number): Float64Array {
    return Float64Array.from(this.texts, (text, code) => {
      const known = this.certain[code]
      return known === known ? known : value(text)
    })
  }

  /** Whether values never fall, or never rise, from row to row, missing ones left out. */
  isSorted(value: (text: string) => number): boolean {
    const values = this.valuesOf(value)
    let [rises, falls, last] = [false, false, NaN]
    for (const segment of this.segments)
      for (let i = 0; i < segment.length; i++) {
        const next = segment[i] < 0 ? NaN : values[segment[i]]
        if (Number.isNaN(next)) continue
        if (next > last) rises = true
        else if (next < last) falls = true
        if (rises && falls) return false
        last = next
      }
    return rises !== falls
  }
}
