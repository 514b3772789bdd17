import { inject, type InjectionKey, provide, type ShallowRef, shallowRef } from 'vue'
import type { Plot } from '../../../shared/results/blocks'

/** Series that a person took out of a node's charts, by their place: models of a comparison. */
export interface Hidden {
  classes: Readonly<ShallowRef<ReadonlySet<number>>>
  toggle: (place: number) => void
  clear: () => void
}

const key: InjectionKey<Hidden> = Symbol('hidden series')

export function provideHidden(): Hidden {
  const classes = shallowRef<ReadonlySet<number>>(new Set())
  const hidden: Hidden = {
    classes,
    toggle: place => {
      const next = new Set(classes.value)
      if (!next.delete(place)) next.add(place)
      classes.value = next
    },
    clear: () => void (classes.value = new Set()),
  }
  provide(key, hidden)
  return hidden
}

export const useHidden = (): Hidden | undefined => inject(key, undefined)

/** A chart without the series of these places; those that are left keep their colours. */
export function withoutSeries(chart: Plot, hidden: ReadonlySet<number>): Plot {
  if (hidden.size === 0 || !('series' in chart)) return chart
  const series = (chart.series as { class?: number }[]).filter(s => s.class === undefined || !hidden.has(s.class))
  return series.length === chart.series.length ? chart : ({ ...chart, series } as Plot)
}
