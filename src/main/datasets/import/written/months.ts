const locales = 'en de fr es it pt nl sv da nb fi pl cs sk hu ro tr ru uk'.split(' ')

/** Names that the locales do not give. */
const more: [string, number][] = [['mrz', 3], ['sept', 9], ['set', 9], ['juli', 7], ['juni', 6], ['jän', 1], ['jänner', 1]] // prettier-ignore

/** Letters of the shortest name: `mai`. */
const shortest = 3

let months: Map<string, number> | undefined
let weekdays: Set<string> | undefined

/** 1 to 12 for the name of a month, whole or cut short, in many languages; undefined for other words. */
export function monthOf(word: string): number | undefined {
  if (word.length < shortest) return undefined // `n12`, before the names are asked for: 22 ms
  months ??= new Map([...more, ...monthNames()])
  return months.get(keyOf(word))
}

/** The name of a day of the week. */
export function isWeekday(word: string): boolean {
  weekdays ??= new Set(weekdayNames())
  return weekdays.has(keyOf(word))
}

const keyOf = (word: string): string => word.toLowerCase().replace(/\.$/, '')

/** As it is and without accents. */
const spellings = (word: string): string[] => [keyOf(word), keyOf(word.normalize('NFD').replace(/\p{M}/gu, ''))]

function* monthNames(): Generator<[string, number]> {
  const middles = Array.from({ length: 12 }, (_, month) => Date.UTC(2020, month, 15))
  for (const [name, month] of namesOf('month', middles)) for (const key of spellings(name)) yield [key, month + 1]
}

function* weekdayNames(): Generator<string> {
  const days = Array.from({ length: 7 }, (_, day) => Date.UTC(2020, 5, day + 1))
  for (const [name] of namesOf('weekday', days)) yield* spellings(name)
}

/** A part of dates, alone and beside a day, in every locale, with the index of the moment. */
function* namesOf(part: 'month' | 'weekday', moments: readonly number[]): Generator<[string, number]> {
  for (const locale of locales)
    for (const style of ['short', 'long'] as const)
      for (const rest of [{}, { day: 'numeric' }] as const) {
        const format = new Intl.DateTimeFormat(locale, { [part]: style, ...rest, timeZone: 'UTC' })
        for (const [i, moment] of moments.entries())
          for (const { type, value } of format.formatToParts(moment)) if (type === part) yield [value, i]
      }
}
