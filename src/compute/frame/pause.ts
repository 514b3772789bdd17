import { throwIfCancelled } from '../../shared/errors'

/** Rows that a loop works on between two looks at the clock: under a millisecond of the simplest work. */
export const stretch = 1 << 16

/** Lets other work of the thread in when it is time; asked by long loops after every `stretch`. Errors: `cancelled`. */
export type Pause = () => Promise<void>

/** Pauses whenever `every` milliseconds have passed since the last one. */
export function pauses(signal?: AbortSignal, every = 10): Pause {
  let since = performance.now()
  return async () => {
    throwIfCancelled(signal)
    if (performance.now() - since < every) return
    await new Promise(resolve => setTimeout(resolve))
    throwIfCancelled(signal)
    since = performance.now()
  }
}
