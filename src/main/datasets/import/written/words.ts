import { trimmed } from '../kinds'

/** Words that stand where a value is missing, without the brackets and signs around them, in small letters. */
const missing = new Set(
  [
    'n/a', 'na', 'n.a', 'n.a.', 'nan', '-nan', 'nat', 'null', 'nul', 'nil', 'none', '\\n', 'missing', 'unknown', 'unk', 'undefined',
    'not available', 'not applicable', 'not known', 'not reported', 'not recorded', 'not stated', 'no data', 'no answer', 'no response',
    'nd', 'n.d.', 'n/d', 'nr', 'n/r', 'tbd', 'tba', 'void', 'empty', 'blank', 'refused', 'refuse', 'refusal', 'declined', 'skipped', 'dk', 'd/k',
    'dk/na', "don't know", 'dont know', 'do not know', 'prefer not to say', 'prefer not to answer', 'suppressed', 'redacted', 'withheld',
    'k.a.', 'k. a.', 'keine angabe', 'keine angaben', 'unbekannt', 'weiß nicht', 'fehlt', 'inconnu', 'non disponible', 'nsp', 'nc', 'n.c.', 's/d',
    's.d.', 'sin datos', 'no disponible', 'desconocido', 'ns/nc', 'non disponibile', 'brak', 'b.d.', 'ukjent', 'okänd', 'ej', 'onbekend', '1.#qnan',
    '1.#ind', '-1.#ind', 'div/0!', 'value!', 'ref!', 'name?', 'num!', 'n/a!', 'null!', 'error', 'err',
  ],
) // prettier-ignore

/** A word, or a sign, that means that there is no value. */
export function isMissingWord(cell: string): boolean {
  const text = trimmed(cell)
  if (text.length > 24) return false
  if (
    /^(?:[-–—−_]{1,4}|\.{1,3}|\.[a-z_]|…|:|\?{1,3}|\*{1,3}|#|\\|\/|~|""|''|(?:0000-00-00|00[./]00[./]0000)(?: 00:00:00)?)$/u.test(
      text,
    )
  )
    return true
  const bare = text.toLowerCase().replace(/^[#<([{]+|[>)\]}]+$/g, '')
  return missing.has(bare)
}

const truths = new Map<string, number>([
  ...['true', 't', 'yes', 'y', '1', 'on', 'ja', 'oui', 'sí', 'si', 'sim', 'wahr', 'vrai', 'verdadero'].map(word => [word, 1] as const),
  ...['false', 'f', 'no', 'n', '0', 'off', 'nein', 'non', 'não', 'falsch', 'faux', 'falso'].map(word => [word, 0] as const),
]) // prettier-ignore

/** What a word says in a column that people have declared to be true or false: 1, 0, or −1 for neither. */
export const truthOf = (cell: string): number => truths.get(trimmed(cell).toLowerCase()) ?? -1

/** 1 or −1 for infinities in words, 0 for anything else. */
export function infinityOf(cell: string): number {
  const found = /^([-+−]?)(?:inf|infinity|infinite|∞|1\.#inf)$/iu.exec(trimmed(cell))
  return found ? (found[1] === '' || found[1] === '+' ? 1 : -1) : 0
}
