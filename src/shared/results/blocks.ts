/**
 * Result blocks: what a node has to show, as plain data. The page has one view per kind of block, reports draw the same
 * blocks; nodes never contain view code. Numbers that do not exist are null.
 */
export type Cell = string | number | boolean | null

export type Block = MetricsBlock | TableBlock | ChartBlock | TextBlock

interface BlockBase {
  /** Unique within the node: `confusion`, `roc`, `loss` … */
  id: string
  title: string
  /** One quiet sentence: what is to be seen, over which rows. */
  caption?: string
  /** Of which rows it speaks, where the node says the same of others: the page shows one part at a time. */
  part?: { name: string; rows: number }
  /** Of which of several models it speaks: the page shows one model, or what compares them. */
  model?: string
  /** Stands behind a switch: a part or a model that is not the chief one. Reports hold it only when it is asked for. */
  aside?: boolean
}

export interface MetricsBlock extends BlockBase {
  kind: 'metrics'
  items: {
    label: string
    value: Cell
    /** What gives the figure its measure: "85 of 86", "train 0.062", "0.883 to 0.943". */
    context?: string
    format?: NumberFormat
  }[]
}

export interface TableBlock extends BlockBase {
  kind: 'table'
  /** `better`: which end of the column is the good one; its best figure stands out. */
  columns: { name: string; format?: NumberFormat; align?: 'left' | 'right'; better?: 'high' | 'low' }[]
  rows: Cell[][]
  /** The interval around a figure, by line and column. */
  intervals?: ([number, number] | null)[][]
  /**
   * Of lines that stand for a series of the node's charts: its place among them, what is quietly said of it, whether it is the one to
   * prefer, the node that it comes from, and over how many folds that learned.
   */
  lines?: { class: number; note?: string; chosen?: boolean; node?: string; folds?: number }[]
  /** The row of the table behind each line, where a line stands for one. */
  rowIds?: number[]
}

export interface TextBlock extends BlockBase {
  kind: 'text'
  /** Plain sentences, or warnings. Never HTML. */
  text: string
  /** A verdict says in its title what follows, and in its text on what grounds. */
  tone?: 'plain' | 'warning' | 'verdict'
  /** Verdicts: whether there is a winner, and how it was found, in a few words each. */
  settled?: boolean
  notes?: string[]
}

export interface ChartBlock extends BlockBase {
  kind: 'chart'
  chart: Chart
}

/** How a number is written: see `format.ts`. `figure` = three decimals below 10, `integer`, `percent`, `p` for p-values, `significant` = 4 significant digits. */
export type NumberFormat = 'figure' | 'integer' | 'percent' | 'p' | 'significant'

/**
 * Chart kinds. Each has one builder in `charts/<type>.ts` that makes an ECharts option from it.
 * `class` in a series ties its colour and marker to the class's place in sorted order, the same everywhere.
 */
export type Chart = ScatterChart | LineChart | BarChart | HistogramChart | HeatMapChart | IntervalChart | BoundaryChart

export interface Axis {
  label: string
  /** `log` axes hold positive values only. */
  scale?: 'linear' | 'log'
  min?: number
  max?: number
}

export interface ScatterChart {
  type: 'scatter'
  x: Axis
  y: Axis
  series: {
    name: string
    /** [x, y] pairs; at most 5,000 a chart, sampled with the seed, and then the caption says so. */
    points: [number, number][]
    /** The row of the table behind each point: points of the same rows are picked together, in every block that names rows. */
    rows?: number[]
    /** Index of the class in sorted order. */
    class?: number
    /** Train is filled, test is hollow. */
    partition?: 'train' | 'validation' | 'test'
    /** In ink, since it is no class: centres strong, the rows behind them pale. */
    ink?: 'strong' | 'pale'
    size?: number
  }[]
  /** Guides: the diagonal of predicted against true, zero of residuals, the line of a fit. */
  lines?: { name?: string; points: [number, number][]; dashed?: boolean }[]
  /** Biplot arrows from the origin. */
  arrows?: { name: string; to: [number, number] }[]
  /** Same length for a unit on both axes. */
  equal?: boolean
}

export interface LineChart {
  type: 'line'
  x: Axis
  y: Axis
  series: {
    name: string
    points: [number, number | null][]
    class?: number
    partition?: 'train' | 'validation' | 'test'
    /** Draw as steps (ROC, PR). */
    step?: boolean
    dashed?: boolean
    /** Draw with symbols (scree, elbow). */
    symbols?: boolean
    /** In pale ink beneath the others: what was tried beside them. */
    ink?: 'pale'
    /** What each threshold of `decision` does. */
    errors?: ThresholdErrors
  }[]
  /** The curves are of two classes told apart by a threshold that can be moved: a point then walks along them. `preferred`: class of the curve to begin with. */
  decision?: { positive: string; negative: string; preferred?: number }
  /** Places that stand out, each on the curve of its class. */
  marks?: { at: [number, number]; class?: number }[]
  guides?: { name?: string; points: [number, number][] }[]
}

/** Wrong rows at the thresholds 0, 1/100 … 1, counted over all rows. */
export interface ThresholdErrors {
  /** Whose, where there are several. */
  model?: string
  /** Rows of either class. */
  positives: number
  negatives: number
  /** Rows of the other class that are called positive, and positive ones that are not. */
  falsePositives: number[]
  falseNegatives: number[]
}

export interface BarChart {
  type: 'bar'
  /** Axis of the names and of the amounts. */
  category: Axis
  value: Axis
  categories: string[]
  series: { name: string; values: (number | null)[]; class?: number }[]
  horizontal?: boolean
  stacked?: boolean
}

export interface HistogramChart {
  type: 'histogram'
  x: Axis
  y: Axis
  /** Bin edges, one more than counts. */
  edges: number[]
  series: { name: string; counts: number[]; class?: number }[]
}

export interface HeatMapChart {
  type: 'heatMap'
  x: { label: string; categories: string[] }
  y: { label: string; categories: string[] }
  /** values[row of y][column of x]. */
  values: (number | null)[][]
  /** `amount`: sequential from 0; `signed`: diverging around 0 within ±1; `confusion`: counts, mistakes outlined. */
  scale: 'amount' | 'signed' | 'confusion'
  format?: NumberFormat
}

/** Estimates with intervals: coefficients. Hollow where the test of its line tells nothing; without tests, where the interval takes in `reference`. */
export interface IntervalChart {
  type: 'interval'
  value: Axis
  categories: string[]
  series: { name: string; class?: number; points: { value: number; low: number | null; high: number | null }[] }[]
  reference: number
  /** What a test said of each estimate, and of all of them in a sentence. */
  tests?: { of: { rows: string; p: number | null; verdict: string; told: boolean }[]; said: string }
}

/** A grid of decisions over two features, with the rows on top. */
export interface BoundaryChart {
  type: 'boundary'
  x: Axis
  y: Axis
  /** Grid centres and, for each cell [yi][xi], the class index and how sure it is (0..1). */
  xs: number[]
  ys: number[]
  classes: string[]
  cell: { class: number; sure: number }[][]
  points: ScatterChart['series']
}
