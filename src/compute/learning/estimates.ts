import type { Block, Cell, IntervalChart, TableBlock } from '../../shared/results/blocks'

/** Tests and intervals of estimates, the intercept first where there is one. null where there is none. */
export interface Inference {
  standardErrors: readonly (number | null)[]
  /** Estimate ÷ its standard error. */
  ratios: readonly (number | null)[]
  pValues: readonly (number | null)[]
  confidenceIntervals: readonly (readonly [number, number] | null)[]
}

/** A column beside the estimates. */
export interface Beside {
  name: string
  format: 'significant' | 'figure' | 'p'
  values: readonly Cell[]
}

const figures = (name: string, values: readonly Cell[]): Beside => ({ name, format: 'significant', values })

/** A table of estimates, a line each: columns of numbers and, where there is an inference, errors, tests and intervals before `after`. */
export function estimateTable(
  head: { id: string; title: string; caption?: string },
  names: readonly string[],
  estimates: readonly Beside[],
  inference?: { ratio: 't' | 'z'; format: 'significant' | 'figure' } & Inference,
  after: readonly Beside[] = [],
): Block {
  const columns = [
    ...estimates,
    ...(inference
      ? [
          figures('Standard error', inference.standardErrors),
          { name: inference.ratio, format: inference.format, values: inference.ratios },
          { name: 'p', format: 'p' as const, values: inference.pValues },
          figures(
            'Low',
            inference.confidenceIntervals.map(i => i?.[0] ?? null),
          ),
          figures(
            'High',
            inference.confidenceIntervals.map(i => i?.[1] ?? null),
          ),
        ]
      : []),
    ...after,
  ]
  return {
    kind: 'table',
    ...head,
    columns: [
      { name: 'Feature' },
      ...columns.map(({ name, format }): TableBlock['columns'][number] => ({ name, format, align: 'right' })),
    ],
    rows: names.map((name, i) => [name, ...columns.map(({ values }) => values[i])]),
  }
}

/** Estimates as points with their intervals, a series for each class where there are several. */
export function estimateChart(
  head: { id: string; title: string; caption: string },
  label: string,
  categories: readonly string[],
  series: readonly {
    name: string
    class?: number
    values: ArrayLike<number>
    intervals?: Inference['confidenceIntervals']
  }[],
): Block {
  const pointsOf = ({ values, intervals }: (typeof series)[number]): IntervalChart['series'][number]['points'] =>
    categories.map((_, i) => ({
      value: values[i],
      low: intervals?.[i]?.[0] ?? null,
      high: intervals?.[i]?.[1] ?? null,
    }))
  return {
    kind: 'chart',
    ...head,
    chart: {
      type: 'interval',
      value: { label },
      categories: [...categories],
      series: series.map(one => ({
        name: one.name,
        ...(one.class !== undefined && { class: one.class }),
        points: pointsOf(one),
      })),
      reference: 0,
    },
  }
}

/** Places of the `most` largest in size, largest first, the earlier of equals. */
export const largestFirst = (values: ArrayLike<number>, most: number): number[] =>
  Array.from(values, (_, j) => j)
    .sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b)
    .slice(0, most)
