/** What stands around or within the digits of a written number, as bits. */
export const trait = {
  brackets: 1,
  minusBehind: 2,
  plus: 4,
  trueMinus: 8,
  thousands: 16,
  otherDigits: 32,
  hiddenMarks: 64,
  stars: 128,
  unit: 256,
  /** `5,-`: no cents. */
  centsDash: 512,
  /** `101E01`: digits around an E without sign or point, as serial numbers have them. */
  coded: 1024,
  /** `007` */
  leadingZero: 2048,
} as const

export type Mark = '.' | ','

/** A number as it is written, before its column has said what its marks mean. */
export interface WrittenNumber {
  negative: boolean
  /** Digits, at most one mark among them, and an exponent. */
  digits: string
  mark: Mark | ''
  /** What the mark is by this cell alone: `1.5` has decimals, `12.345` may have either. */
  role: 'none' | 'decimal' | 'either'
  /** The thousands mark that was surely one. */
  groups: string
  /** Currency or unit. */
  unit: string
  traits: number
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** Where the digits, their marks and an exponent stand, null without a digit. */
function digitsIn(text: string): { start: number; end: number } | null {
  const { length } = text
  let start = 0
  while (start < length && !isDigit(text.charCodeAt(start))) start++
  if (start === length) return null
  const isPoint = (at: number): boolean => text[at] === '.' || text[at] === ','
  let end = start + 1
  if (start > 0 && isPoint(start - 1)) start--
  for (; end < length; end++) {
    if (isDigit(text.charCodeAt(end)) || isPoint(end)) continue
    const c = text[end]
    if ((c !== ' ' && c !== "'" && c !== '_') || !isDigit(text.charCodeAt(end + 1))) break
  }
  const exponent = /^(?:e[+-]?|d[+-])\d+/i
  const c = text.charCodeAt(end) | 32
  if (c === 101 || c === 100) end += exponent.exec(text.slice(end))?.[0].length ?? 0
  return { start, end }
}

/** Null for everything that is not one number with at most a sign, a currency, a unit and marks about it. */
export function readNumber(cell: string): WrittenNumber | null {
  const [text, hidden] = plainText(cell.trim())
  const place = digitsIn(text)
  if (!place) return null
  const before = place.start === 0 ? nothing : readBefore(text.slice(0, place.start))
  if (!before) return null
  let { traits } = before
  let core = text.slice(place.start, place.end)
  let behind = text.slice(place.end)
  if (behind[0] === '-' && /[.,]$/.test(core)) {
    core = core.slice(0, -1)
    behind = behind.replace(/^-+/, '')
    traits |= trait.centsDash
  }
  const after =
    behind === '' && !before.open ? { negative: false, unit: before.unit, traits: 0 } : readBehind(behind, before)
  if (!after) return null
  const digits = readDigits(core)
  if (!digits) return null
  traits |= after.traits | digits.traits | hidden
  return { ...digits, negative: before.negative !== after.negative, unit: after.unit, traits }
}

/** The value under a decimal mark. */
export function valueOf({ negative, digits, mark, role }: WrittenNumber, decimal: Mark): number {
  const plain =
    mark === '' ? digits : role === 'decimal' || mark === decimal ? digits.replace(mark, '.') : digits.replace(mark, '')
  return negative ? -Number(plain) : Number(plain)
}

/** Letters of scripts whose digits `Number` does not take: the zero of each. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10]
const ascii = /^[\x20-\x7e]*$/
const replacements: [RegExp, string, number][] = [
  [/[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '', trait.hiddenMarks],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ', 0],
  [/[\u2212\u2012-\u2014\ufe63\uff0d]/g, '-', trait.trueMinus],
  [/[\u2018\u2019\u02bc\u00b4]/g, "'", 0],
  [/[\u066b\uff0e]/g, '.', 0],
  [/[\u066c\uff0c]/g, ',', 0],
  [/\uff05/g, '%', 0],
  [/\uff0b/g, '+', 0],
]

/** Text with its digits, minus, spaces and apostrophes as ASCII has them, and without marks that show nothing. */
function plainText(text: string): [string, number] {
  if (ascii.test(text)) return [text, 0]
  let traits = 0
  let plain = text.replace(/\p{Nd}/gu, digit => {
    const code = digit.codePointAt(0)!
    const zero = zeros.find(first => code >= first && code < first + 10)
    if (zero === undefined) return digit
    traits |= trait.otherDigits
    return String(code - zero)
  })
  for (const [pattern, by, bit] of replacements) {
    const next = plain.replace(pattern, by)
    if (next !== plain) traits |= bit
    plain = next
  }
  return [plain.trim(), traits]
}

interface Around {
  negative: boolean
  open: boolean
  signed: boolean
  unit: string
  traits: number
}

const nothing: Around = { negative: false, open: false, signed: false, unit: '', traits: 0 }

/** A sign, an opening bracket and a currency, in any order. */
function readBefore(text: string): Around | null {
  const found: Around = { negative: false, open: false, signed: false, unit: '', traits: 0 }
  for (let rest = text.trim(); rest !== ''; rest = rest.trim()) {
    const first = rest[0]
    if (first === '(') {
      if (found.open) return null
      found.open = true
      rest = rest.slice(1)
    } else if (first === '-' || first === '+') {
      if (found.signed) return null
      found.signed = true
      if (first === '-') found.negative = true
      else found.traits |= trait.plus
      rest = rest.slice(1)
    } else {
      const token = /^[^-+( ]+/.exec(rest)![0]
      if (found.unit !== '' || !isCurrency(token)) return null
      found.unit = token
      found.traits |= trait.unit
      rest = rest.slice(token.length)
    }
  }
  return found
}

/** A unit, a minus, a closing bracket and stars. */
function readBehind(text: string, before: Around): { negative: boolean; unit: string; traits: number } | null {
  let rest = text.trim()
  let traits = 0
  let negative = false
  const stars = /(?:\*{1,4}|[†‡]+)$/u.exec(rest)
  if (stars) {
    traits |= trait.stars
    rest = rest.slice(0, -stars[0].length).trim()
  }
  if (before.open) {
    const close = rest.startsWith(')') ? 0 : rest.length - 1
    if (before.signed || rest[close] !== ')') return null
    rest = (rest.slice(0, close) + rest.slice(close + 1)).trim()
    traits |= trait.brackets
    negative = true
  }
  if (rest.startsWith('-') || rest.endsWith('-')) {
    if (before.signed || before.open) return null
    rest = (rest.startsWith('-') ? rest.slice(1) : rest.slice(0, -1)).trim()
    traits |= trait.minusBehind
    negative = true
  }
  if (rest === '') return { negative, unit: before.unit, traits }
  if (before.unit !== '') return isCurrency(rest) ? { negative, unit: `${before.unit} ${rest}`, traits } : null
  const glued = text[0] !== ' '
  if (!isUnit(rest, glued)) return null
  return { negative, unit: rest.replace(/\.$/, ''), traits: traits | trait.unit }
}

const isoCurrencies = new Set(Intl.supportedValuesOf('currency'))
const currencies = new Set(
  'kr kr. kr.- zł Kč Ft Fr Fr. SFr SFr. sFr. Rs Rs. Rp Rp. RM lei лв руб р S/ DM FCFA Lei Euro euro TL 元 円 원'.split(
    ' ',
  ),
)

function isCurrency(token: string): boolean {
  return isoCurrencies.has(token) || currencies.has(token) || /^\p{L}{0,3}\p{Sc}\p{L}{0,3}$/u.test(token)
}

/** Letters behind a number that say more than a unit: they turn its sign, or are a part of a code. */
const noUnits = /^(?:cr|dr|[nesw]|bc|bce|ad|ce|am|pm|st|nd|rd|th)\.?$/i
const unitText = /^(?:[\p{L}\p{Sc}°%‰µ²³⁻¹/·^. ]{1,24}[23]?|["′″])$/u
/** Units that may stand at the digits without a space: others there make a code, such as `24a`. */
const gluedUnits = new Set(
  (
    'kg g mg µg μg ug lb lbs oz t km m cm mm µm nm mi ft in yd l L ml mL dl cl ha s ms h hr hrs min d y yr yrs ' +
    'W kW MW GW Wh kWh MWh V mV kV mA Hz kHz MHz GHz Pa kPa hPa MPa bar mbar mmHg J kJ MJ N kN cal kcal mol mmol ppm ppb ' +
    'px pt em dB x bpm rpm mph kmh km/h m/s m² m³ m2 m3 km² km2 cm² cm2 cm³ cm3 KB MB GB TB kB bps Mbps ' +
    'k K M Mio mio Mrd bn Bn mn tsd Tsd C F'
  ).split(' '),
)

const isUnit = (text: string, glued: boolean): boolean =>
  !noUnits.test(text) &&
  unitText.test(text) &&
  (!glued || gluedUnits.has(text) || isCurrency(text) || !/^\p{L}/u.test(text)) &&
  /[\p{L}\p{Sc}°%‰"′″]/u.test(text)

/** Units that multiply: without one a number means something else. */
export const isScale = (unit: string): boolean =>
  /^(?:[%‰]|k|tsd|thousand|m|mn|mio|mill|million(?:en|s)?|mrd|mld|md|bn|b|billions?|t|tn|trillions?|lakhs?|crores?)\b/i.test(
    unit,
  ) || /^[%‰万億千百]/u.test(unit)

type Digits = Pick<WrittenNumber, 'digits' | 'mark' | 'role' | 'groups' | 'traits'>

/** Thousands by each mark; by twos after the last three, as in India. */
const grouped: Record<string, RegExp> = Object.fromEntries(
  [' ', "'", '_', '.', ','].map(mark => {
    const m = mark === '.' ? '\\.' : mark
    return [mark, new RegExp(`^[1-9]\\d{0,2}(?:${m}\\d{3})+$|^[1-9]\\d?(?:${m}\\d{2})+${m}\\d{3}$`)]
  }),
)

function readDigits(core: string): Digits | null {
  if (/^\d{1,15}$/.test(core)) {
    const zero = core.length > 1 && core[0] === '0' ? trait.leadingZero : 0
    return { digits: core, mark: '', role: 'none', groups: '', traits: zero }
  }
  const e = core.search(/[ed]/i)
  const exponent = e < 0 ? '' : core.slice(e).replace(/d/i, 'e') // Fortran's double precision
  const digits = e < 0 ? core : core.slice(0, e)
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  const mark = last < 0 ? '' : (digits[last] as Mark)
  const whole = last < 0 ? digits : digits.slice(0, last)
  const fraction = digits.slice(last + 1)
  const inner = /[^\d]/.exec(whole)?.[0]
  if (mark !== '' && /\D/.test(fraction)) return null
  if (inner !== undefined) return exponent === '' ? readGroups(digits, whole, mark, inner) : null
  const zero = whole.length > 1 && whole[0] === '0' ? trait.leadingZero : 0
  const coded = exponent !== '' && mark === '' && /\d/.test(exponent[1]) ? trait.coded : 0
  const either = mark !== '' && exponent === '' && fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole)
  return {
    digits: digits + exponent,
    mark,
    role: mark === '' ? 'none' : either ? 'either' : 'decimal',
    groups: '',
    traits: zero | coded,
  }
}

/** `inner`: the mark that stands in the whole part. */
function readGroups(digits: string, whole: string, mark: Mark | '', inner: string): Digits | null {
  const bare = (text: string): string => text.replaceAll(inner, '')
  if (inner === mark) {
    if (!grouped[inner].test(digits)) return null
    return { digits: bare(digits), mark: '', role: 'none', groups: inner, traits: trait.thousands }
  }
  if (!grouped[inner]?.test(whole)) return null
  const plain = bare(whole) + digits.slice(whole.length)
  return { digits: plain, mark, role: mark === '' ? 'none' : 'decimal', groups: inner, traits: trait.thousands }
}
