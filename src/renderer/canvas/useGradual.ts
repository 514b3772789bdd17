import { computed, type ComputedRef, onBeforeUnmount, shallowRef, watch } from 'vue'

/** Cards that one frame makes; 43 at once took a task of 55 to 80 ms, these stay below 50. */
const atOnce = 8

/** Those of `ids` that were there already, and the first `most` of the others. */
export function admitted(ids: readonly string[], there: ReadonlySet<string>, most: number): ReadonlySet<string> {
  let left = most
  return new Set(ids.filter(id => there.has(id) || left-- > 0))
}

/**
 * Things with an id, of which new ones come a few a frame: a canvas of many cards that is opened, or come back to, keeps nobody waiting. `has` tells
 * who has come.
 */
export function useGradual<T extends { id: string }>(
  all: ComputedRef<readonly T[]>,
): { shown: ComputedRef<T[]>; has: (id: string) => boolean } {
  const there = shallowRef<ReadonlySet<string>>(new Set())
  let frame = 0

  function admit(): void {
    cancelAnimationFrame(frame)
    const ids = all.value.map(({ id }) => id)
    there.value = admitted(ids, there.value, atOnce)
    if (there.value.size < ids.length) frame = requestAnimationFrame(admit)
  }
  watch(all, admit, { immediate: true, flush: 'sync' })
  onBeforeUnmount(() => cancelAnimationFrame(frame))

  return { shown: computed(() => all.value.filter(({ id }) => there.value.has(id))), has: id => there.value.has(id) }
}
