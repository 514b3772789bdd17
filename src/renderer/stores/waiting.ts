import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { useView } from './view'
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
  const view = useView()
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

  /**
   * Waits for a work; gives what it gives. Stopped, it gives null at once, and `stopped` is said; what still comes of the work is nobody's.
   */
  async function during<T>(
    { stopped, ...work }: Omit<Work, 'stop'> & { stopped: string },
    does: (tell: (fraction: number) => void, signal: AbortSignal) => Promise<T>,
  ): Promise<T | null> {
    const cancel = new AbortController()
    const begun = begin({ ...work, stop: () => cancel.abort() })
    const given = new Promise<null>(resolve => cancel.signal.addEventListener('abort', () => resolve(null)))
    let whole = false
    try {
      const made = does(begun.tell, cancel.signal).catch((error: unknown) => {
        if (cancel.signal.aborted) return null
        throw error
      })
      const got = await Promise.race([made, given])
      whole = !cancel.signal.aborted
      if (!whole) view.say({ tone: 'plain', text: stopped })
      return whole ? got : null
    } finally {
      begun.end(whole)
    }
  }

  return { waits, begin, during }
})
