import { dateOrders, type DateOrder, type ImportWarning } from '../../../../shared/contracts/datasets'
import type { Context, Decision } from './context'
import type { Counted, Look, TimeLook } from './look'
import { missingWarnings } from './missing'
import { answer, asKind, cellsOf, orText, quoted, verb, warning } from './say'
import { readTime } from './time'

const inWords: Record<DateOrder, string> = { dmy: 'day, month, year', mdy: 'month, day, year', ymd: 'year, month, day' }

/** `forced`: a person has chosen times; dates that cannot be read under the order are missing then. */
export function decideTimes(look: Look, context: Context, forced = false): Decision {
  const { times } = look
  const { name } = context
  const against = forced ? undefined : textBecause(look, context)
  if (against) return { kind: 'text', warnings: [against] }
  const order = orderOf(times, context, forced)
  if (order.by === null) return { kind: 'text', warnings: [orderQuestion(times, name, null)] }
  const by = order.by
  const value = (text: string): number => {
    const time = readTime(forced ? digitsAsDate(text) : text)
    return time?.by[by] ?? NaN
  }
  const zoned = times.zones.utc.texts + times.zones.offset.texts > 0
  const warnings = [...missingWarnings(look, context, 'time'), ...told(times, context, order, value)]
  return { kind: 'time', value, ...(zoned && { zone: 'utc' as const }), warnings }
}

/** `20200131`, `202001` and `2020`, which are numbers unless someone says that they are dates. */
const digitsAsDate = (text: string): string => {
  const bare = text.trim()
  if (/^\d{8}$/.test(bare)) return `${bare.slice(0, 4)}-${bare.slice(4, 6)}-${bare.slice(6)}`
  if (/^\d{6}$/.test(bare)) return `${bare.slice(0, 4)}-${bare.slice(4)}-01`
  if (/^\d{4}$/.test(bare)) return `${bare}-01-01`
  return text
}

function textBecause({ times }: Look, { name }: Context): ImportWarning | undefined {
  const { zones, months, all, seasons } = times
  const zoned = zones.utc.cells + zones.offset.cells
  const stays = (code: string, text: string): ImportWarning =>
    warning(code, name, `${text}: it is kept as text.`, [
      answer('Text, as written', asKind(name, 'text'), true),
      answer('Times', asKind(name, 'time')),
    ])
  if (zoned > 0 && zones.none.cells > 0)
    return stays(
      'mixedTimes',
      `${cellsOf(zoned)} ${verb(zoned, 'names', 'name')} a zone and ${zones.none.cells}, such as ${quoted(zones.none.example)}, do not`,
    )
  if (seasons.texts === all.texts)
    return stays(
      'seasons',
      `${cellsOf(all.cells)}, such as ${quoted(all.example)}, may be months or spans of two years`,
    )
  if (months.texts > 0 && months.texts < all.texts)
    return stays(
      'mixedTimes',
      `${cellsOf(months.cells)}, such as ${quoted(months.example)}, name no day where others do`,
    )
  return undefined
}

interface Order {
  by: DateOrder | null
  asked: boolean
  because: string
}

/** The order of day, month and year: from the column's own dates, else from what was chosen, the other columns, and how it is written. */
function orderOf(times: TimeLook, context: Context, forced: boolean): Order {
  const { options, format, tableOrder, sorted } = context
  const chosen = dateOrders.find(known => known === format) ?? options.dateFormat
  const { orders } = times
  if (chosen !== 'auto' && (forced || orders.includes(chosen) || orders.length === 0))
    return { by: orders.length === 0 && !forced ? null : chosen, asked: false, because: '' }
  if (orders.length === 0) return { by: forced ? fewestLost(times) : null, asked: true, because: '' }
  if (orders.length === 1 || times.ambiguous.texts === 0) return { by: orders[0], asked: false, because: '' }
  const likely = (by: DateOrder, because: string): Order => ({ by, asked: true, because })
  if (tableOrder && orders.includes(tableOrder)) return likely(tableOrder, 'as in other columns')
  const rising = orders.filter(order => sorted(text => readTime(text)?.by[order] ?? NaN))
  if (rising.length === 1) return likely(rising[0], 'which puts the rows in order')
  if (times.half.texts > 0 && orders.includes('mdy')) return likely('mdy', 'as is usual with AM and PM')
  if (times.dotted.texts > 0 && orders.includes('dmy')) return likely('dmy', 'as is usual with dots')
  return forced ? likely(orders[0], '') : { by: null, asked: true, because: '' }
}

const fewestLost = ({ lacks }: TimeLook): DateOrder =>
  (['dmy', 'mdy', 'ymd'] as const).reduce((a, b) => (lacks[b].cells < lacks[a].cells ? b : a))

function orderQuestion(times: TimeLook, name: string, used: DateOrder | null, because = ''): ImportWarning {
  const { ambiguous, all, orders } = times
  const possible = orders.length > 0 ? orders : (['dmy', 'mdy'] as const)
  const { cells, example } = orders.length > 0 ? ambiguous : all
  const read = used ? `read as ${inWords[used]}${because && `, ${because}`}` : 'it is kept as text'
  const message = `the order of day and month in ${cellsOf(cells)}, such as ${quoted(example)}, is not clear: ${read}.`
  return warning('ambiguousDates', name, message, [
    ...possible.map(order =>
      answer(capital(inWords[order]), { ...asKind(name, 'time'), formats: { [name]: order } }, order === used),
    ),
    answer('Text, as written', asKind(name, 'text'), used === null),
  ])
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1)

function told(times: TimeLook, { name }: Context, order: Order, value: (text: string) => number): ImportWarning[] {
  const warnings: ImportWarning[] = []
  const shown = (text: string): string => {
    const moment = value(text)
    return Number.isNaN(moment) ? 'missing' : shownTime(moment, times.zones.none.texts === 0)
  }
  const tell = (code: string, { cells, texts, example }: Counted, what: string): void => {
    if (texts === 0) return
    const message = `${cellsOf(cells)} ${what}, such as ${quoted(example)}, read as ${shown(example)}.`
    warnings.push(warning(code, name, message, orText(name, 'time', 'Times')))
  }
  if (order.asked && order.by) warnings.push(orderQuestion(times, name, order.by, order.because))
  else if (times.ambiguous.texts > 0 && order.by)
    tell('dateOrder', sureExample(times, order.by), `are dates in the order ${inWords[order.by]}`)
  tell('monthNames', times.words, `${verb(times.words.cells, 'names its month', 'name their month')}`)
  tell(
    'monthsOnly',
    times.months,
    `${verb(times.months.cells, 'has', 'have')} no day and ${verb(times.months.cells, 'stands', 'stand')} at the first of the month`,
  )
  tell(
    'shortYears',
    times.shortYears,
    `${verb(times.shortYears.cells, 'has a year', 'have years')} of two digits, taken as 1969 to 2068`,
  )
  tell(
    'microseconds',
    times.cut,
    `${verb(times.cut.cells, 'has', 'have')} microseconds, of which milliseconds are kept`,
  )
  const { offset } = times.zones
  tell(
    'timeOffsets',
    offset,
    `${verb(offset.cells, 'names an offset', 'name offsets')} from UTC and ${verb(offset.cells, 'is', 'are')} kept as moments in UTC, without the offset`,
  )
  return warnings
}

/** All dates, with one for an example that no other order reads. */
function sureExample({ all, lacks }: TimeLook, by: DateOrder): Counted {
  const other = (['mdy', 'dmy', 'ymd'] as const).find(order => order !== by && lacks[order].texts > 0)
  return { cells: all.cells, texts: all.texts, example: other ? lacks[other].example : all.example }
}

const shownTime = (moment: number, zoned: boolean): string => {
  const text = new Date(moment).toISOString().replace(/\.000Z$/, 'Z')
  return zoned
    ? text
    : text
        .slice(0, -1)
        .replace(/T00:00:00$/, '')
        .replace('T', ' ')
}
