/** Milliseconds for one unit of a kind of work, as it went on this machine before. */
export type Rates = Readonly<Record<string, number>>

/** `fraction`: null where nothing is known. `left`: milliseconds, null where nothing can be foretold. */
export interface Progress {
  elapsed: number
  fraction: number | null
  left: number | null
}

/** Until the machine has its own: of two slow cores, a million rows or cells in 0.1 to 0.8 s. */
export const firstRates: Rates = {
  sort: 7e-4,
  filter: 1e-4,
  save: 8e-4,
  'report.html': 500,
  'report.md': 500,
  'report.pdf': 3000,
}

/** Less than this of a work foretells nothing. */
const least = 0.03
/** A work that takes longer than foretold stays here until it is done. */
const most = 0.97

/** How far a work is after some milliseconds: by what it told itself, otherwise by what such work took before. */
export function progressOf(elapsed: number, told: number | undefined, expected: number | undefined): Progress {
  if (told !== undefined && told > 0) {
    const fraction = Math.min(1, told)
    return { elapsed, fraction, left: fraction < least ? null : (elapsed * (1 - fraction)) / fraction }
  }
  if (expected === undefined) return { elapsed, fraction: null, left: null }
  if (elapsed >= most * expected) return { elapsed, fraction: most, left: null }
  return { elapsed, fraction: elapsed / expected, left: expected - elapsed }
}

/** The mean of what was and what is, the newest half. */
export function withRate(rates: Rates, kind: string, rate: number): Rates {
  if (!Number.isFinite(rate) || rate <= 0) return rates
  const before = rates[kind]
  return { ...rates, [kind]: before === undefined ? rate : (before + rate) / 2 }
}

/** Rates that were kept; none where the text says nothing. */
export function readRates(text: string | null): Rates {
  try {
    const read: unknown = JSON.parse(text ?? '{}')
    if (typeof read !== 'object' || read === null) return {}
    const rates = Object.entries(read).filter(([, r]) => typeof r === 'number' && r > 0 && Number.isFinite(r))
    return Object.fromEntries(rates)
  } catch {
    return {}
  }
}
