import { dateOrders, type DateOrder } from '../../../../shared/contracts/datasets'
import { daysFromCivil } from '../cells'
import { isWeekday, monthOf } from './months'

/** A date, a moment or a date with a time, before its column has said in which order its digits are. */
export interface WrittenTime {
  /** Milliseconds since 1970 (of UTC where a zone is named) under each order that the digits allow. */
  by: Partial<Record<DateOrder, number>>
  /** The order is sure by this cell alone: the year is first, or the month is a word. */
  sure: boolean
  zone: 'none' | 'utc' | 'offset'
  /** Parts of a second below the millisecond, which are not kept. */
  cut: boolean
  /** The year has two digits. */
  shortYear: boolean
  /** There is no day: the first of the month stands for it. */
  monthOnly: boolean
  /** What stands between the digits of the date. */
  separator: string
  /** With AM or PM. */
  half: boolean
}

type Day = Pick<WrittenTime, 'by' | 'sure' | 'shortYear' | 'monthOnly' | 'separator'>

const dayMilliseconds = 86_400_000

/** Undefined for everything that is not a date with or without a time behind it. */
export function readTime(cell: string): WrittenTime | undefined {
  const text = cell.trim()
  if (text.length < 6 || text.length > 64 || !/\d/.test(text)) return undefined
  return readRearranged(text) ?? readBehindWeekday(text)
}

function readRearranged(written: string): WrittenTime | undefined {
  const text = rearranged(written)
  const found = readDay(text)
  if (!found) return undefined
  const rest = text.slice(found.length)
  const clock = rest === '' ? { milliseconds: 0, zone: 'none' as const, cut: false, half: false } : readClock(rest)
  if (!clock || (found.day.monthOnly && rest !== '')) return undefined
  const { milliseconds, ...told } = clock
  const { by } = found.day
  for (const order of dateOrders) {
    const day = by[order]
    if (day !== undefined) by[order] = day + milliseconds
  }
  return { ...found.day, ...told }
}

const word = '\\p{L}+\\.?'

/** Tried second: "mar" is Tuesday in French. The names of weekdays are asked for when a date stands behind the word. */
function readBehindWeekday(text: string): WrittenTime | undefined {
  const weekday = /^(\p{L}+\.?),? +/u.exec(text)
  const found = weekday && readRearranged(text.slice(weekday[0].length))
  return found && isWeekday(weekday[1]) ? found : undefined
}

/** `Aug 18 10:00:00 CEST 2016` as `Aug 18 2016 10:00:00 CEST`, `20160818T1000` as `2016-08-18T10:00`. */
function rearranged(text: string): string {
  return text
    .replace(/^(\p{L}+ +\d{1,2}) +(\d{1,2}:\d\d(?::\d\d)?)((?: +[A-Z]{2,5})?) +(\d{4})$/u, '$1 $4 $2$3')
    .replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?/, (_, ...p: string[]) => {
      const clock = p[5] === undefined ? `${p[3]}:${p[4]}` : `${p[3]}:${p[4]}:${p[5]}`
      return `${p[0]}-${p[1]}-${p[2]}T${clock}`
    })
}

type Finder = [pattern: RegExp, read: (parts: RegExpExecArray) => Day | undefined]

const digitsFirst: Finder[] = [
  [/^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/, p => sureDay(p[1], Number(p[3]), p[4], p[2])],
  [/^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/u, p => sureDay(p[1], Number(p[2]), p[3], '年')],
  [/^(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d\d)(?!\d)/, readDigits],
  [
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th|er|[.ºª])?[- /._]*(?:de |of )?(${word})[- /,._]*(?:de |del )?'?(\\d{4}|\\d\\d)(?!\\d)`, 'iu'),
    p => namedDay(p[3], p[2], p[1]),
  ],
  [new RegExp(`^(\\d{4})[- /._]*(${word})[- /._]*(\\d{1,2})(?!\\d)`, 'iu'), p => namedDay(p[1], p[2], p[3])],
  [/^(\d{4})[-/](\d{2})$/, p => monthDay(p[1], Number(p[2]))],
  [/^(\d{1,2})[-/](\d{4})$/, p => monthDay(p[2], Number(p[1]))],
  [new RegExp(`^(\\d{4})[- /._]*(${word})$`, 'iu'), p => monthDay(p[1], monthOf(p[2]))],
] // prettier-ignore

const wordsFirst: Finder[] = [
  [new RegExp(`^(${word})[- /._]*(\\d{1,2})(?:st|nd|rd|th)?,?[- /,._]+(\\d{4})(?!\\d)`, 'iu'), p => namedDay(p[3], p[1], p[2])],
  [new RegExp(`^(${word})[- /,.'_]*(\\d{4}|\\d\\d)$`, 'iu'), p => monthDay(p[2], monthOf(p[1]))],
] // prettier-ignore

function readDay(text: string): { day: Day; length: number } | undefined {
  for (const [pattern, read] of /^\d/.test(text) ? digitsFirst : wordsFirst) {
    const parts = pattern.exec(text)
    const day = parts && read(parts)
    if (day) return { day, length: parts[0].length }
  }
  return undefined
}

function readDigits([, first, separator, second, year]: RegExpExecArray): Day | undefined {
  const [a, b] = [Number(first), Number(second)]
  const by: WrittenTime['by'] = {}
  put(by, 'dmy', yearOf(year), b, a)
  put(by, 'mdy', yearOf(year), a, b)
  if (year.length === 2 && first.length === 2) put(by, 'ymd', yearOf(first), b, Number(year))
  if (Object.keys(by).length === 0) return undefined
  return { by, sure: false, shortYear: year.length === 2, monthOnly: false, separator }
}

function sureDay(year: string, month: number | undefined, day: string, separator: string): Day | undefined {
  const by: WrittenTime['by'] = {}
  if (month === undefined) return undefined
  for (const order of ['dmy', 'mdy', 'ymd'] as const) put(by, order, yearOf(year), month, Number(day))
  if (by.ymd === undefined) return undefined
  return { by, sure: true, shortYear: year.length === 2, monthOnly: false, separator }
}

const namedDay = (year: string, month: string, day: string): Day | undefined =>
  sureDay(year, monthOf(month), day, 'word')

function monthDay(year: string, month: number | undefined): Day | undefined {
  const found = sureDay(year, month, '1', 'month')
  return found && { ...found, monthOnly: true }
}

/** Two digits are the years 1969 to 2068, as POSIX has it. */
const yearOf = (text: string): number =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) < 69 ? 2000 : 1900)

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function put(by: WrittenTime['by'], order: DateOrder, year: number, month: number, day: number): void {
  if (month < 1 || month > 12 || day < 1 || day > monthDays[month - 1]) return
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return
  by[order] = daysFromCivil(year, month, day) * dayMilliseconds
}

const clock =
  /^(?:T|:|,? +(?:at +|um +|à +)?)(\d{1,2})(?:[:h.](\d\d)(?:[:.m](\d\d)(?:[.,:](\d{1,9}))?s?)?)?(?: ?([ap])\.? ?m\.?)?(?: Uhr| h)?(?: ?(Z|[a-z]{2,5}|(?:UTC|GMT)? ?[+-]\d{1,2}(?::?\d\d)?)(?: \(.*\)|\[.*\])?)?$/i

type Clock = Pick<WrittenTime, 'zone' | 'cut' | 'half'> & { milliseconds: number }

function readClock(text: string): Clock | undefined {
  const parts = clock.exec(text)
  if (!parts) return undefined
  const [, hours, minutes, seconds = '0', fraction = '', half, mark] = parts
  if (minutes === undefined && half === undefined) return undefined
  let hour = Number(hours)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const [minute, second] = [Number(minutes ?? 0), Number(seconds)]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const offset = mark === undefined ? 0 : offsetOf(mark)
  if (offset === undefined) return undefined
  const thousandths = Number(fraction.slice(0, 3).padEnd(3, '0'))
  return {
    milliseconds: ((hour * 60 + minute - offset) * 60 + second) * 1000 + thousandths,
    zone: mark === undefined ? 'none' : /^(?:z|utc|gmt)$/i.test(mark) ? 'utc' : 'offset',
    cut: /[1-9]/.test(fraction.slice(3)),
    half: half !== undefined,
  }
}

/** Zones of RFC 822 and of Europe; others mean different offsets in different places. */
const zones: Partial<Record<string, number>> = {
  z: 0, utc: 0, gmt: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420, wet: 0, west: 60, cet: 60, cest: 120,
  mez: 60, mesz: 120, eet: 120, eest: 180, msk: 180, jst: 540,
} // prettier-ignore

/** Minutes east of UTC. */
function offsetOf(mark: string): number | undefined {
  const digits = /([+-])(\d{1,2}):?(\d\d)?$/.exec(mark)
  if (!digits) return zones[mark.toLowerCase()]
  const minutes = Number(digits[2]) * 60 + Number(digits[3] ?? 0)
  return minutes > 18 * 60 ? undefined : digits[1] === '-' ? -minutes : minutes
}

/** Minutes of a time of day or a length of time, `5:40` or `9:05 PM`, with seconds as parts; undefined for anything else. */
export function readMinutes(cell: string): { minutes: number; seconds: boolean } | undefined {
  const parts = /^(-?)(\d{1,4})[:h]([0-5]\d)(?:[:m]([0-5]\d)(?:[.,](\d{1,9}))?)?(?: ?([ap])\.? ?m\.?)?$/i.exec(
    cell.trim(),
  )
  if (!parts) return readLength(cell.trim())
  const [, minus, hours, minutes, seconds, fraction, half] = parts
  let hour = Number(hours)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const whole = hour * 60 + Number(minutes)
  const all = seconds === undefined ? whole : whole + Number(`${seconds}.${fraction ?? 0}`) / 60
  return { minutes: minus === '' ? all : -all, seconds: seconds !== undefined }
}

/** A length of time as `PT1H30M` or `1h 30m`. */
function readLength(text: string): { minutes: number; seconds: boolean } | undefined {
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text)
  const parts =
    iso ??
    /^(?:(\d+) ?d(?:ays?)?,? ?)?(?:(\d+) ?h(?:(?:ou)?rs?)?,? ?)?(?:(\d+) ?m(?:in(?:ute)?s?)?\.?,? ?)?(?:(\d+) ?s(?:ec(?:ond)?s?)?)?$/i.exec(
      text,
    )
  const given = parts?.slice(1) ?? []
  const named = given.filter(part => part !== undefined).length
  if (named < (iso ? 1 : 2)) return undefined // one alone is a number with its unit
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = given.map(part => Number(part ?? 0))
  return { minutes: (days * 24 + hours) * 60 + minutes + seconds / 60, seconds: given[3] !== undefined }
}
