import type { ImportWarning } from '../../../../shared/contracts/datasets'
import type { Context, Decision } from './context'
import type { Counted, Look, NumberLook, Tally } from './look'
import { isScale, readNumber, trait, valueOf, type Mark } from './number'
import { missingWarnings } from './missing'
import { answer, asKind, cellsOf, listed, orText, quoted, verb, warning } from './say'

/** `forced`: a person has chosen numbers; nothing makes a text of them then. */
export function decideNumbers(look: Look, context: Context, forced = false): Decision {
  const { numbers } = look
  const marks = marksOf(numbers, context)
  const against = forced ? undefined : textBecause(look, context, marks)
  if (against) return { kind: 'text', warnings: [against] }
  const kind = numbers.whole && marks.decimals === 0 ? 'integer' : 'number'
  const value = (text: string): number => {
    const number = readNumber(text)
    const found = number ? valueOf(number, marks.mark) : NaN
    return Number.isFinite(found) ? found : NaN
  }
  const warnings = [
    ...missingWarnings(look, context, kind),
    ...markWarnings(numbers, context, marks, kind, value),
    ...decorationWarnings(numbers, context, kind, value),
  ]
  return { kind, value, warnings }
}

interface Marks {
  mark: Mark
  /** Cells that tell against each other. */
  conflict: boolean
  /** Cells whose mark may be either: how many are read as decimals, how many as thousands. */
  decimals: number
  thousands: number
  asked: boolean
}

/** The decimal mark of a column: from its own cells, else from what was chosen, from the other columns, from the delimiter. */
function marksOf({ marks, long }: NumberLook, context: Context): Marks {
  const { '.': point, ',': comma } = marks
  const forPoint = point.decimal.texts + comma.thousands.texts
  const forComma = comma.decimal.texts + point.thousands.texts
  const either = { '.': point.either.cells, ',': comma.either.cells }
  const under = (mark: Mark, asked: boolean, conflict = false): Marks => ({
    mark,
    conflict,
    asked,
    decimals: either[mark],
    thousands: either[mark === '.' ? ',' : '.'],
  })
  const { format, options, tableMark, delimiter } = context
  const told = format === '.' || format === ',' ? format : undefined
  if (told) return under(told, false)
  const given = options.decimal === 'auto' ? null : options.decimal
  if (given && (given === '.' ? forComma : forPoint) > 0) return under(given, false, true)
  if (either['.'] + either[','] === 0) return under(forComma > forPoint ? ',' : '.', false)
  if (forPoint > 0 && forComma > 0) return under(context.point, false, true)
  if (forPoint > 0 || forComma > 0) return under(forPoint > 0 ? '.' : ',', false)
  const seen: Mark = either['.'] > 0 ? '.' : ','
  if (either['.'] > 0 && either[','] > 0) return under(context.point, false, true)
  if (long.texts > 0) return under(seen, true)
  if (given) return under(given, given !== seen)
  if (tableMark) return under(tableMark, tableMark !== seen)
  const local: Mark = delimiter === ';' ? ',' : '.'
  return under(local, true)
}

/** Why numbers stay text, if they do. */
function textBecause(look: Look, context: Context, { conflict }: Marks): ImportWarning | undefined {
  const { numbers } = look
  const { name } = context
  const stays = (code: string, { cells, example }: Counted, why: string): ImportWarning =>
    warning(code, name, `${cellsOf(cells)}, such as ${quoted(example)}, ${why}: it is kept as text.`, [
      answer('Text, as written', asKind(name, 'text'), true),
      answer('Numbers', asKind(name, 'number')),
    ])
  const zeros = numbers.trait(trait.leadingZero)
  if (zeros.texts > 0)
    return stays('leadingZeros', zeros, `${verb(zeros.cells, 'has', 'have')} leading zeros, which a number would lose`)
  const plus = numbers.trait(trait.plus)
  const changes = numbers.negative || numbers.zero || numbers.real.texts > 0 || numbers.mostDigits < 4
  if (plus.texts > 0 && !changes)
    return stays('plusSigns', plus, `${verb(plus.cells, 'has', 'have')} a plus sign, which a number would lose`)
  if (numbers.big.texts > 0) return stays('bigIntegers', numbers.big, 'above 2^53 cannot be held exactly as a number')
  if (numbers.outOfRange.texts > 0) return stays('outOfRange', numbers.outOfRange, 'cannot be held in double precision')
  const coded = numbers.trait(trait.coded)
  const codes = numbers.serials.texts > 0 || (numbers.all.texts > 1 && numbers.fewestDigits === numbers.mostDigits)
  if (coded.texts > 0 && codes && numbers.real.texts === 0 && !numbers.negative)
    return stays(
      'codes',
      coded,
      `${verb(coded.cells, 'looks like a code', 'look like codes')} with an E rather than a power of ten`,
    )
  if (isVersions(numbers, name)) {
    const { cells, texts } = numbers.all
    return stays(
      'versions',
      { cells, texts, example: numbers.padded.example },
      'look like versions, of which 1.1 and 1.10 are two',
    )
  }
  if (conflict) {
    const message = `${cellsOf(numbers.all.cells)} use both marks, such as ${marksShown(numbers)}: which one is the decimal mark is not clear, so it is kept as text.`
    return warning('decimalMarks', name, message, [
      answer('Text, as written', asKind(name, 'text'), true),
      ...(['.', ','] as const).map(mark =>
        answer(`Decimal mark ${mark}`, { ...asKind(name, 'number'), formats: { [name]: mark } }),
      ),
    ])
  }
  return unitsAgainst(numbers, name)
}

const marksShown = ({ marks }: NumberLook): string =>
  [marks['.'], marks[',']]
    .flatMap(({ decimal, thousands, either }) => [decimal, thousands, either])
    .filter(tally => tally.texts > 0)
    .map(tally => quoted(tally.example))
    .join(', ')

/** Units that differ, or a scale that not all cells have: the numbers are not of one kind. */
function unitsAgainst({ units, bare }: NumberLook, name: string): ImportWarning | undefined {
  const scaled = [...units.keys()].some(isScale)
  if (units.size === 0 || (units.size === 1 && !(scaled && bare.cells > 0))) return undefined
  const cells = [...units.values(), bare].reduce((sum, tally) => sum + tally.cells, 0)
  const rest = bare.cells > 0 ? `, none (${bare.cells})` : ''
  const message = `${cellsOf(cells)} have different units, ${listed(units)}${rest}: it is kept as text.`
  return warning('units', name, message, [
    answer('Text, as written', asKind(name, 'text'), true),
    answer('Numbers without their units', asKind(name, 'number')),
  ])
}

/** `1.1` beside `1.10`: short, with a point each, and of the small parts that versions have. */
export function isVersions(numbers: NumberLook, name: string): boolean {
  if (!numbers.onlyShort || numbers.negative || numbers.longestPadded <= numbers.shortest || numbers.units.size > 0)
    return false
  return numbers.largestFraction <= 40 || /version|release|build|section|chapter|clause|\bver\b/i.test(name)
}

/** How marks that may be either were read, and thousands marks. */
function markWarnings(
  { marks }: NumberLook,
  { name }: Context,
  { mark, decimals, thousands, asked }: Marks,
  kind: 'integer' | 'number',
  value: (text: string) => number,
): ImportWarning[] {
  const other: Mark = mark === '.' ? ',' : '.'
  const warnings: ImportWarning[] = []
  const question = (asDecimals: Mark, used: boolean): ReturnType<typeof answer>[] => {
    const example = marks[asDecimals].either.example.trim()
    return [
      answer(`Decimals in ${quoted(example)}`, { formats: { [name]: asDecimals } }, used),
      answer(`Thousands in ${quoted(example)}`, { formats: { [name]: asDecimals === '.' ? ',' : '.' } }, !used),
    ]
  }
  if (decimals > 0 && asked) {
    const { example } = marks[mark].either
    const message = `${cellsOf(decimals)}, such as ${quoted(example)}, may have decimals or thousands: read as ${value(example)}.`
    warnings.push(warning('decimalMarks', name, message, question(mark, true)))
  }
  if (thousands > 0) {
    const { example } = marks[other].either
    const more = marks[other].thousands.cells
    const message = `${cellsOf(thousands + more)} ${verb(thousands + more, 'has', 'have')} thousands marks, such as ${quoted(marks[other].thousands.example || example)}: read as ${value(marks[other].thousands.example || example)}.`
    warnings.push(
      warning('thousandsMarks', name, message, asked ? question(other, false) : orText(name, kind, 'Numbers')),
    )
  }
  return warnings
}

/** What stood about the numbers and is not kept. */
function decorationWarnings(
  numbers: NumberLook,
  { name, point }: Context,
  kind: 'integer' | 'number',
  value: (text: string) => number,
): ImportWarning[] {
  const told: string[] = []
  const tell = (tally: Tally, what: string): void => {
    if (tally.texts > 0)
      told.push(`${cellsOf(tally.cells)} ${what}, such as ${quoted(tally.example)}, read as ${value(tally.example)}`)
  }
  const [unit] = numbers.units
  if (unit) {
    const rest = numbers.bare.cells > 0 ? `, ${numbers.bare.cells} without` : ''
    tell(unit[1], `with ${unit[0]}${rest}`)
    for (const [text, tally] of [...numbers.units].slice(1)) tell(tally, `with ${text}`)
  }
  const dots = numbers.marks['.']
  const commas = numbers.marks[',']
  const eithers = dots.either.cells + commas.either.cells > 0
  const groups = numbers.trait(trait.thousands)
  if (!(eithers && dots.thousands.cells + commas.thousands.cells === groups.cells)) tell(groups, 'with thousands marks')
  tell(numbers.trait(trait.brackets), 'in brackets, which make them negative')
  tell(numbers.trait(trait.minusBehind), 'with a minus behind, which makes them negative')
  tell(numbers.trait(trait.plus), 'with a plus sign')
  tell(numbers.trait(trait.trueMinus), 'with a typographic minus')
  tell(numbers.trait(trait.stars), 'with stars')
  tell(numbers.trait(trait.otherDigits), 'with digits of another script')
  tell(numbers.trait(trait.hiddenMarks), 'with marks that do not show')
  tell(numbers.trait(trait.centsDash), 'with a dash for no cents')
  if (numbers.real.texts === 0) tell(numbers.trait(trait.coded), 'with a power of ten')
  if (commas.decimal.texts > 0 && dots.decimal.texts > 0)
    tell(commas.decimal, 'with a decimal comma among decimal points')
  else if (commas.decimal.texts > 0 && point === '.')
    tell(commas.decimal, 'with a decimal comma, where the table has decimal points')
  else if (dots.decimal.texts > 0 && point === ',')
    tell(dots.decimal, 'with a decimal point, where the table has decimal commas')
  if (told.length === 0) return []
  return [warning('decoration', name, `${told.join('; ')}.`, orText(name, kind, 'Numbers'))]
}
