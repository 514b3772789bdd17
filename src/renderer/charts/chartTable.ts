import type { Cell, Chart, LineChart, TableBlock } from '../../shared/results/blocks'
import { diagramTable, isDiagram } from '../../shared/results/diagrams/diagram'
import { formatMoment } from '../../shared/results/format'

export type Table = Pick<TableBlock, 'columns' | 'rows'>

/** What a chart draws, as a table: for CSV files, and for people who read rather than look. */
export function chartTable(chart: Chart): Table {
  if (isDiagram(chart)) return diagramTable(chart)
  switch (chart.type) {
    case 'scatter':
      return points(chart.x.label, chart.y.label, chart.series)
    case 'boundary':
      return points(chart.x.label, chart.y.label, chart.points)
    case 'line':
      return withBands(chart, points(chart.x.label, chart.y.label, chart.series))
    case 'bar':
      return {
        columns: named(chart.category.label || 'name', ...chart.series.map(s => s.name)),
        rows: chart.categories.map((name, i) => [name, ...chart.series.map(s => s.values[i] ?? null)]),
      }
    case 'histogram':
      return {
        columns: named('from', 'to', ...chart.series.map(s => s.name)),
        rows: chart.edges
          .slice(0, -1)
          .map((from, i) => [from, chart.edges[i + 1], ...chart.series.map(s => s.counts[i] ?? null)]),
      }
    case 'heatMap':
      return {
        columns: named(corner(chart.y.label, chart.x.label), ...chart.x.categories),
        rows: chart.y.categories.map((name, i) => [name, ...(chart.values[i] ?? [])]),
      }
    case 'interval':
      return {
        columns: named('name', 'series', chart.value.label || 'value', 'low', 'high'),
        rows: chart.series.flatMap(s =>
          s.points.map((p, i): Cell[] => [chart.categories[i] ?? '', s.name, p.value, p.low, p.high]),
        ),
      }
  }
}

function points(
  x: string,
  y: string,
  series: readonly { name: string; partition?: string; points: readonly (readonly [number, number | null])[] }[],
): Table {
  const parted = series.some(s => s.partition !== undefined && s.partition !== s.name)
  return {
    columns: named('series', ...(parted ? ['partition'] : []), x || 'x', y || 'y'),
    rows: series.flatMap(s =>
      s.points.map((p): Cell[] => [s.name, ...(parted ? [s.partition ?? null] : []), p[0], p[1]]),
    ),
  }
}

/** Curves with the ends of their bands, two columns a band; moments as dates. */
function withBands({ x, series }: LineChart, { columns, rows }: Table): Table {
  const names = [...new Set(series.flatMap(s => s.bands?.map(b => b.name) ?? []))]
  const at = columns.length - 2
  const ends = series.flatMap(s => {
    const edges = names.map(
      name => new Map(s.bands?.find(b => b.name === name)?.edges.map(([place, ...e]) => [place, e])),
    )
    return s.points.map(([place]) => edges.flatMap((of): Cell[] => of.get(place) ?? [null, null]))
  })
  const told = (row: Cell[]): Cell[] => (x.scale === 'time' ? row.with(at, formatMoment(Number(row[at]))) : row)
  return {
    columns: [...columns, ...named(...names.flatMap(name => [`${name} low`, `${name} high`]))],
    rows: rows.map((row, i) => [...told(row), ...ends[i]]),
  }
}

const named = (...names: string[]): Table['columns'] => names.map(name => ({ name }))

const corner = (down: string, across: string): string => [down, across].filter(Boolean).join(' \\ ') || 'name'
