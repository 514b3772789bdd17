import type { ImportWarning } from '../../../../shared/contracts/datasets'
import type { Kind } from '../../../../shared/frame'
import { booleanOf } from '../cells'
import type { Context, Decision } from './context'
import { decideNumbers } from './decideNumbers'
import { decideTimes } from './decideTimes'
import { formula, type Look, type Tally } from './look'
import { missingWarnings, strangers } from './missing'
import { answer, asKind, cellsOf, listed, orText, quoted, verb, warning } from './say'
import { readMinutes } from './time'
import { truthOf } from './words'

/**
 * Decides from all the different texts of a column, counted by their cells, whether they are numbers, truth values or times that are written in
 * another way. Words for missing cells are taken as such where the rest is of one kind; whatever is not read as it is written is told.
 */
export function decide(look: Look, context: Context): Decision {
  const { numbers, times, minutes, seconds, truths, bits, formulas } = look
  const other = strangers(look)
  const clocks = minutes.cells + seconds.cells
  const valued = look.cells - look.other.cells - look.missing - look.infinite.cells
  const alone = (tally: { cells: number }, ...more: number[]): boolean =>
    tally.cells > 0 &&
    other === 0 &&
    tally.cells + more.reduce((a, b) => a + b, 0) === valued &&
    look.cells <= 3 * valued
  if (alone(truths, bits.cells) && bits.cells === numbers.all.cells) return decideTruths(look, context)
  if (alone(numbers.all)) return decideNumbers(look, context)
  if (alone(times.all) && look.infinite.cells === 0) return decideTimes(look, context)
  if (alone({ cells: clocks }) && look.infinite.cells === 0) return decideClocks(look, context)
  if (alone(formulas) && look.words.size === 0) return unwrapped(look, context)
  return { kind: 'text', warnings: mixedWarnings(look, context) }
}

function decideTruths(look: Look, context: Context): Decision {
  const { bits } = look
  const warnings = missingWarnings(look, context, 'boolean')
  if (bits.cells > 0) {
    const text = `${cellsOf(bits.cells)} ${verb(bits.cells, 'is', 'are')} "1" or "0" among true and false, such as ${quoted(bits.example)}: read as true and false.`
    warnings.push(warning('truthDigits', context.name, text, orText(context.name, 'boolean', 'True and false')))
  }
  const value = (text: string): number => {
    const truth = booleanOf(text.trim())
    const bit = truth < 0 && /^[01]$/.test(text.trim()) ? truthOf(text) : truth
    return bit < 0 ? NaN : bit
  }
  return { kind: 'boolean', value, warnings }
}

/** Times of day and lengths of time, as minutes. */
function decideClocks(look: Look, context: Context): Decision {
  const { minutes, seconds } = look
  const { name } = context
  const cells = minutes.cells + seconds.cells
  const example = minutes.example || seconds.example
  const kind = seconds.texts === 0 ? 'integer' : 'number'
  const shown = Math.round(readMinutes(example)!.minutes * 1000) / 1000
  return {
    kind,
    value: text => readMinutes(text)?.minutes ?? NaN,
    warnings: [
      ...missingWarnings(look, context, kind),
      warning(
        'clockTimes',
        name,
        `${cellsOf(cells)} ${verb(cells, 'is a time', 'are times')} of day or a length of time, such as ${quoted(example)}: read as a number of minutes, here ${shown}.`,
        orText(name, kind, 'Minutes'),
      ),
    ],
  }
}

/** A spreadsheet's way to keep a text of digits: `="00123"` is 00123. */
function unwrapped({ formulas }: Look, { name }: Context): Decision {
  const inner = (text: string): string => formula.exec(text.trim())?.[1] ?? text
  const message = `${cellsOf(formulas.cells)} ${verb(formulas.cells, 'is', 'are')} written as a formula for text, such as ${short(formulas)}: read as the text ${quoted(inner(formulas.example))}.`
  return { kind: 'text', text: inner, warnings: [warning('formulaText', name, message)] }
}

const short = ({ example }: Tally): string => example.trim().slice(0, 40)

/** Says why a column that looks like numbers, times or truth values stays text. */
function mixedWarnings(look: Look, { name }: Context): ImportWarning[] {
  const { numbers, times, minutes, seconds, truths, other, near } = look
  const kinds: [Kind, string, number, number][] = [
    ['number', 'number', numbers.all.cells, numbers.all.texts],
    ['time', 'date', times.all.cells, times.all.texts],
    ['number', 'clock time', minutes.cells + seconds.cells, minutes.texts + seconds.texts],
    ['boolean', 'truth value', truths.cells, truths.texts],
  ]
  const [kind, what, cells, texts] = kinds.reduce((a, b) => (b[2] > a[2] ? b : a))
  const rest = look.cells - cells
  if (cells > 0 && (2 * cells >= look.cells || 2 * texts > look.texts)) {
    const odd = other.cells > 0 ? other : oddOf(look, what)
    const example = odd ? `, such as ${quoted(odd.example)},` : ''
    return [
      warning('mixed', name,        `${cellsOf(rest)}${example} ${verb(rest, `is not a ${what}`, `are not ${what}s`)}, where ${cells} ${verb(cells, 'is', 'are')}: it is kept as text.`, [
        answer('Text, as written', asKind(name, 'text'), true),
        answer(`${what[0].toUpperCase()}${what.slice(1)}s; the rest missing`, asKind(name, kind)),
      ]),
    ] // prettier-ignore
  }
  if (near.cells > 0 && 2 * (near.cells + cells) >= look.cells) {
    const text = `${cellsOf(near.cells)} ${verb(near.cells, 'holds', 'hold')} a number or a date and more, such as ${quoted(near.example)}: kept as text. Choose number to leave ${verb(near.cells, 'it', 'them')} missing.`
    return [warning('nearNumbers', name, text)]
  }
  return mostlyMissing(look, name)
}

/** A form of cells that is not that of the most. */
function oddOf({ numbers, times, minutes, seconds, truths, formulas, words }: Look, what: string): Tally | undefined {
  const forms: [string, Tally][] = [
    ['number', numbers.all], ['date', times.all], ['truth value', truths], ['clock time', minutes], ['clock time', seconds], ['', formulas],
  ] // prettier-ignore
  const word = [...words.values()][0] as Tally | undefined
  return forms.find(([of, tally]) => of !== what && tally.cells > 0)?.[1] ?? word
}

/** Signs of a missing cell among texts stay what they are, but not without a word. */
function mostlyMissing(look: Look, name: string): ImportWarning[] {
  const signs = new Map(
    [...look.words].filter(([word]) => !/^\p{L}+$/u.test(word) || /^(?:null|none|nan)$/i.test(word)),
  )
  if (signs.size === 0) return []
  const cells = [...signs.values()].reduce((sum, tally) => sum + tally.cells, 0)
  return [
    warning('missingSigns', name, `${cellsOf(cells)} may mean a missing value: ${listed(signs)}. ${verb(cells, 'It is', 'They are')} kept as text.`, [
      answer('Text, as written', {}, true),
      answer('Missing', { nullValues: [...signs.keys()] }),
    ]),
  ] // prettier-ignore
}

/** What a chosen kind makes of a text, whatever the column would be by itself: NaN where it cannot. */
export function forced(kind: Kind, decided: Decision, look: Look, context: Context): Decision {
  if (decided.kind === kind) return decided
  if (kind === 'boolean') return { kind, value: text => (truthOf(text) < 0 ? NaN : truthOf(text)), warnings: [] }
  if (kind === 'time') return decideTimes(look, context, true)
  const numbers = decided.kind === 'text' || decided.kind === 'time' ? decideNumbers(look, context, true) : decided
  if (numbers.kind === 'text') return numbers
  const read = (text: string): number => {
    const found = numbers.value(text)
    return Number.isNaN(found) ? (readMinutes(text)?.minutes ?? NaN) : found
  }
  if (kind !== 'integer') return { ...numbers, kind: 'number', value: read }
  return { ...numbers, kind, value: text => (Number.isSafeInteger(read(text)) ? read(text) : NaN) }
}
