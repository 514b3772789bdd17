import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { firstRates, type Progress, progressOf, type Rates, readRates, withRate } from './progress'

/** What is waited for: its words, and of which kind and how much work it is, from which its end is foretold. */
export interface Work {
  title: string
  kind: string
  /** In units of the kind: rows, cells, files. */
  amount: number
  /** Gives up. */
  stop?: () => void
}

export interface Wait {
  readonly id: number
  readonly title: string
  readonly stop?: () => void
  /** How far it is by now. */
  progress(): Progress
}

/** A wait that its owner has begun. */
export interface Begun {
  /** How far the work says it is; from then on its own word counts. */
  tell: (fraction: number) => void
  /** `whole`: it was done to the end, so that it says how long the next one takes. */
  end: (whole?: boolean) => void
}

const place = 'lathe.rates'

/** Work outside of runs that people wait for: reading a file, sorting, saving. */
export const useWaiting = defineStore('waiting', () => {
  const waits = shallowRef<readonly Wait[]>([])
  let rates: Rates = { ...firstRates, ...readRates(localStorage.getItem(place)) }
  let next = 1

  function begin({ title, kind, amount, stop }: Work): Begun {
    const since = performance.now()
    const expected = rates[kind] === undefined ? undefined : rates[kind] * amount
    let told: number | undefined
    const id = next++
    const progress = (): Progress => progressOf(performance.now() - since, told, expected)
    waits.value = [...waits.value, { id, title, progress, ...(stop && { stop }) }]
    return {
      tell: fraction => void (told = fraction),
      end(whole = false) {
        if (!waits.value.some(w => w.id === id)) return
        waits.value = waits.value.filter(w => w.id !== id)
        if (!whole || amount <= 0) return
        rates = withRate(rates, kind, (performance.now() - since) / amount)
        localStorage.setItem(place, JSON.stringify(rates))
      },
    }
  }

  /** Waits for a work; gives what it gives. */
  async function during<T>(work: Work, does: (tell: (fraction: number) => void) => Promise<T>): Promise<T> {
    const begun = begin(work)
    let whole = false
    try {
      const made = await does(begun.tell)
      whole = true
      return made
    } finally {
      begun.end(whole)
    }
  }

  return { waits, begin, during }
})
