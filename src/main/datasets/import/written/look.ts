import { dateOrders, type DateOrder } from '../../../../shared/contracts/datasets'
import { booleanOf } from '../cells'
import { trimmed } from '../kinds'
import { readNumber, trait, valueOf, type Mark, type WrittenNumber } from './number'
import { readMinutes, readTime, type WrittenTime } from './time'
import { infinityOf, isMissingWord } from './words'

/** How many cells and different texts are of a form, and the first of them. */
export class Tally {
  cells = 0
  texts = 0
  example = ''

  add(text: string, cells: number): void {
    if (this.texts++ === 0) this.example = text
    this.cells += cells
  }
}

export type Counted = Pick<Tally, 'cells' | 'texts' | 'example'>

/** What `1.234` and its like say of a mark. */
export class MarkLook {
  readonly decimal = new Tally()
  readonly thousands = new Tally()
  readonly either = new Tally()
}

export class NumberLook {
  readonly all = new Tally()
  readonly marks = { '.': new MarkLook(), ',': new MarkLook() }
  readonly units = new Map<string, Tally>()
  /** Without a unit, zero left out, which is the same in every unit. */
  readonly bare = new Tally()
  readonly traits = new Map<number, Tally>()
  /** Whole numbers beyond 2^53, and those no double holds. */
  readonly big = new Tally()
  readonly outOfRange = new Tally()
  /** Decimals and exponents that no serial number has. */
  readonly real = new Tally()
  /** Whole numbers of four digits and more, without a mark. */
  readonly long = new Tally()
  /** `1.10` */
  readonly padded = new Tally()
  negative = false
  zero = false
  whole = true
  mostDigits = 0
  fewestDigits = Infinity
  /** `101E01`, `9e05`: what no program writes for a power of ten. */
  readonly serials = new Tally()
  /** Digits behind the mark: fewest, most of one that ends in 0; the largest of them read as a number. */
  shortest = Infinity
  longestPadded = 0
  largestFraction = 0
  onlyShort = true

  /** Returns the value under a decimal point. */
  add(text: string, cells: number, number: WrittenNumber): number {
    this.all.add(text, cells)
    const value = valueOf(number, '.')
    this.addMarks(text, cells, number)
    if (number.unit !== '') tallyOf(this.units, unitKey(number.unit)).add(text, cells)
    else if (value !== 0) this.bare.add(text, cells)
    for (let bits = number.traits; bits !== 0; bits &= bits - 1) tallyOf(this.traits, bits & -bits).add(text, cells)
    if (value < 0) this.negative = true
    if (value === 0) this.zero = true
    // A whole number has no negative zero, and a power of ten is written for a decimal.
    const isWhole = number.role !== 'decimal' && !/e/i.test(number.digits) && !Object.is(value, -0)
    if (!isWhole) this.whole = false
    if (isWhole && number.digits.length > 15 && !Number.isSafeInteger(value)) this.big.add(text, cells)
    if (!Number.isFinite(value) || (value === 0 && /[1-9]/.test(number.digits.split(/e/i)[0])))
      this.outOfRange.add(text, cells)
    if (!isWhole && !(number.traits & trait.coded)) this.real.add(text, cells)
    if (number.traits & trait.coded && !/^\de[1-9]/i.test(number.digits)) this.serials.add(text, cells)
    const { length } = number.digits
    if (length > this.mostDigits) this.mostDigits = length
    if (length < this.fewestDigits) this.fewestDigits = length
    return value
  }

  private addMarks(text: string, cells: number, { digits, mark, role, groups }: WrittenNumber): void {
    if (groups === '.' || groups === ',') this.marks[groups].thousands.add(text, cells)
    if (mark === '') {
      this.onlyShort = false
      if (groups === '' && digits.length > 3) this.long.add(text, cells)
      return
    }
    this.marks[mark][role === 'either' ? 'either' : 'decimal'].add(text, cells)
    const fraction = digits.slice(digits.indexOf(mark) + 1)
    if (!/^\d{1,3}[.,]\d{1,3}$/.test(digits)) this.onlyShort = false
    this.shortest = Math.min(this.shortest, fraction.length)
    this.largestFraction = Math.max(this.largestFraction, Number(fraction))
    if (fraction.length < 2 || !fraction.endsWith('0')) return
    this.longestPadded = Math.max(this.longestPadded, fraction.length)
    this.padded.add(text, cells)
  }

  trait(bit: number): Tally {
    return this.traits.get(bit) ?? none
  }
}

const none = new Tally()

/** Years and year are one unit. */
const unitKey = (unit: string): string => (unit.length > 3 ? unit.replace(/s$/, '') : unit)

export class TimeLook {
  readonly all = new Tally()
  /** Dates that an order cannot read. */
  readonly lacks: Record<DateOrder, Tally> = { dmy: new Tally(), mdy: new Tally(), ymd: new Tally() }
  /** Dates that two orders read as different days. */
  readonly ambiguous = new Tally()
  readonly zones: Record<WrittenTime['zone'], Tally> = { none: new Tally(), utc: new Tally(), offset: new Tally() }
  readonly cut = new Tally()
  readonly shortYears = new Tally()
  readonly months = new Tally()
  /** `2008-09` where the next year may be meant. */
  readonly seasons = new Tally()
  readonly words = new Tally()
  readonly half = new Tally()
  readonly dotted = new Tally()
  readonly dashed = new Tally()

  /** Returns the value when no order reads another one. */
  add(text: string, cells: number, time: WrittenTime): number {
    this.all.add(text, cells)
    let value = NaN
    let ambiguous = false
    for (const order of dateOrders) {
      const read = time.by[order]
      if (read === undefined) this.lacks[order].add(text, cells)
      else if (Number.isNaN(value)) value = read
      else if (read !== value) ambiguous = true
    }
    if (ambiguous) this.ambiguous.add(text, cells)
    this.zones[time.zone].add(text, cells)
    if (time.cut) this.cut.add(text, cells)
    if (time.shortYear) this.shortYears.add(text, cells)
    if (time.monthOnly) this.months.add(text, cells)
    const season = time.monthOnly && /^(\d{4})[-/](\d\d)$/.exec(text.trim())
    if (season && (Number(season[1]) + 1) % 100 === Number(season[2])) this.seasons.add(text, cells)
    if (time.separator === 'word') this.words.add(text, cells)
    if (time.half) this.half.add(text, cells)
    if (!time.sure && time.separator === '.') this.dotted.add(text, cells)
    if (!time.sure && time.separator === '-') this.dashed.add(text, cells)
    return ambiguous ? NaN : value
  }

  /** Orders that read every date. */
  get orders(): DateOrder[] {
    const orders = dateOrders.filter(order => this.lacks[order].texts === 0)
    // The year of two digits that comes first stands before dashes: 20-01-31.
    return orders.length === 3 || this.shortYears.texts < this.all.texts || this.dashed.texts > 0 || orders.length === 1
      ? orders
      : orders.filter(order => order !== 'ymd')
  }
}

/** What the different texts of a column look like, each counted by its cells. */
export class Look {
  cells = 0
  texts = 0
  readonly numbers = new NumberLook()
  readonly times = new TimeLook()
  readonly minutes = new Tally()
  readonly seconds = new Tally()
  /** true and false, and the 0 and 1 that may stand for them. */
  readonly truths = new Tally()
  readonly bits = new Tally()
  readonly infinite = new Tally()
  /** `="00123"` */
  readonly formulas = new Tally()
  /** Words for missing cells. */
  readonly words = new Map<string, Tally>()
  readonly other = new Tally()
  /** The first of the others. */
  readonly others = new Map<string, Tally>()
  /** Others that hold a number and something that changes it. */
  readonly near = new Tally()

  /** Returns the value of a text that is read in one way only, whatever the others are; NaN of the rest. */
  add(text: string, cells: number): number {
    this.cells += cells
    this.texts++
    const bare = trimmed(text)
    if (!plainStart.test(bare) && this.addWord(bare, text, cells)) return NaN
    const number = readNumber(text)
    if (number) {
      if (bare === '0' || bare === '1') this.bits.add(text, cells)
      const value = this.numbers.add(text, cells, number)
      return number.role === 'either' || !Number.isFinite(value) ? NaN : value
    }
    const minutes = bare.length > 32 ? undefined : readMinutes(bare)
    if (minutes) {
      ;(minutes.seconds ? this.seconds : this.minutes).add(text, cells)
      return minutes.minutes
    }
    const time = readTime(bare)
    if (time) return this.times.add(text, cells, time)
    if (formula.test(bare)) this.formulas.add(text, cells)
    else {
      this.addOther(text, cells)
      if (bare.length < 64 && near.some(pattern => pattern.test(bare))) this.near.add(text, cells)
    }
    return NaN
  }

  /** Takes what is no number and no time at first sight; false for the rest. */
  private addWord(bare: string, text: string, cells: number): boolean {
    if (isMissingWord(bare)) tallyOf(this.words, bare).add(text, cells)
    else if (booleanOf(bare) >= 0) this.truths.add(text, cells)
    else if (infinityOf(bare) !== 0) this.infinite.add(text, cells)
    else if (!digit.test(bare)) this.addOther(text, cells)
    else return false
    return true
  }

  private addOther(text: string, cells: number): void {
    this.other.add(text, cells)
    if (this.others.size < 4 || this.others.has(text)) tallyOf(this.others, text).add(text, cells)
  }

  get missing(): number {
    let cells = 0
    for (const word of this.words.values()) cells += word.cells
    return cells
  }

  /** Decimal marks that cells prove. */
  get proof(): { point: boolean; comma: boolean } {
    const { '.': point, ',': comma } = this.numbers.marks
    return {
      point: point.decimal.texts > 0 || comma.thousands.texts > 0,
      comma: comma.decimal.texts > 0 || point.thousands.texts > 0,
    }
  }
}

/** Begins with a number or a date: no word for missing does, but for a date of zeros. */
const plainStart = /^(?:[$€£]|[1-9]|0(?!0))/
const digit = /[\d\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]/
export const formula = /^="([^"]*)"$/
/** Numbers and dates with something more, which are kept as text. */
const near = [
  /^[<>≤≥~≈±]=? ?[-+]?[\d.,' ]*\d\D{0,8}$/, // bounds
  /^[\d.,]*\d ?(?:-|–|to|bis|à|\.\.|±|\/|:) ?[\d.,]*\d\D{0,8}$/i, // ranges, errors, ratios
  /^[-+]?[\d.,]*\d ?(?:\+|[nesw]|cr|dr)$/i, // open ends, sides, accounts
  /^[-+]?[\d.,]+ ?[([][-+]?[\d.,]+ ?%?[)\]]\D{0,4}$/, // an error or a share in brackets
  /^\d+(?:[°º'′][\d.,]*){1,2}["″']{0,2} ?[nesw]?$/i, // angles, feet
  /^(?:\d+ ?(?:d|h|m|min|s|sec) ?){2,4}$/i, // lengths of time
  /^(?:'\d+|0x[\da-f]+|\d+ \d+\/\d+|[-+]?[\d.,]+ ?[x×*·] ?10\^?[-−+]?\d+)$/i, // digits for text, base 16, fractions, powers
  /^(?:\d{4}[- ]?[qwth]\d{1,2}|q[1-4][- ']?\d{2,4})$/i, // quarters, weeks
  /^(?:\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:\d{4}|\d\d))(?!\d|[-/.]\d).{0,40}$/, // days that are none, unknown zones
]

export function tallyOf<K>(tallies: Map<K, Tally>, key: K): Tally {
  let tally = tallies.get(key)
  if (!tally) tallies.set(key, (tally = new Tally()))
  return tally
}

export const decimalOf = (point: number): Mark => (point === 44 ? ',' : '.')
