import type { Metric } from '../neighbours'

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

/** What a chart block draws. `class` ties a colour and marker to the class's place in sorted order, the same everywhere. */
export type Chart = Plot | Diagram

/** Kinds with axes. Each has one builder in `charts/<type>.ts` that makes an ECharts option from it. */
export type Plot = ScatterChart | LineChart | BarChart | HistogramChart | HeatMapChart | IntervalChart | BoundaryChart

/** Kinds that are no plot over two axes. Each has one builder in `diagrams/<type>/scene.ts` that makes a scene of plain shapes from it. */
export type Diagram = TreeDiagram | DendrogramDiagram | ImagesDiagram | GraphDiagram | SurfaceDiagram

export interface Axis {
  label: string
  /** `log` axes hold positive values only; those of `time` milliseconds since 1970, told in UTC. */
  scale?: 'linear' | 'log' | 'time'
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
  /** A point that people move, and who its neighbours are. */
  neighbours?: NeighbourPoint
}

/** What a page needs to tell the neighbours of a point that stands anywhere in a chart of rows. */
export interface NeighbourPoint {
  /** p numbers of each drawn row as the model sees them, in the order of the points of all series. */
  table: readonly (readonly number[])[]
  /** Class of each row (its index), or its value. */
  told: readonly number[]
  classes?: readonly string[]
  metric: Metric
  k: number
  weights: 'uniform' | 'distance'
  /** The p numbers of the point where it stands at first. */
  query: readonly number[]
  /** The numbers that are drawn across and up: what is read there is shift + factor · number. */
  axes: readonly [DrawnNumber, DrawnNumber]
}

export interface DrawnNumber {
  column: number
  shift: number
  factor: number
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
    /** Symbols without a line: what was held back beside its forecast. */
    line?: false
    /** Around the curve, in its colour, the widest first: where a forecast lies with so much probability. `edges`: [x, low, high]. */
    bands?: { name: string; edges: [number, number | null, number | null][] }[]
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
  /** Stretches along x, shaded from the second on: what was learned, what was held back, what is ahead. Each ends where the next begins. */
  stretches?: { name: string; from: number }[]
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

/** A height over a grid of two numbers, seen from a side that can be turned. */
export interface SurfaceDiagram {
  type: 'surface'
  x: Axis
  y: Axis
  /** `log`: heights and colours go by powers. */
  z: Axis
  /** Grid of the plane, rising: p values of x, q of y. More than 41 of either are thinned out in drawing. */
  xs: number[]
  ys: number[]
  /** q × p: values[yi][xi]; null is a hole. */
  values: (number | null)[][]
  /** Ways over the surface, in steps; without its own z a point lies on it. At most 8 ways of 500 points. */
  paths?: { name: string; class?: number; points: [x: number, y: number, z?: number][] }[]
  /** Degrees: where it is seen from, counted from the y axis, and how far from above (0 the side, 90 the top). */
  turn?: { around: number; above: number }
}

/** A decision tree. At most 500 nodes are meant; beyond 60 leaves the smallest branches begin folded. */
export interface TreeDiagram {
  type: 'tree'
  /** Names of the classes in sorted order; absent where nodes hold values. */
  classes?: string[]
  /** What the values are of: the target's name, "log-odds of yes". */
  value?: string
  /** What splits lessen: "gini", "squared error". */
  impurity?: string
  /** n nodes, the root first, each behind its parent. */
  nodes: TreeNode[]
  /** Leaves of some rows of the table: rows that are picked elsewhere show their way, and a chosen node picks its rows. */
  rows?: { row: number[]; leaf: number[] }
  /** The way of one row, drawn from the start. */
  path?: { name: string; leaf: number }
  /** Splits drawn as one card; absent: as many as do not fit. */
  folded?: number[]
}

export interface TreeNode {
  /** Of a split: "flipper ≤ 206", and the places in `nodes` of those where it holds and where it does not. */
  rule?: string
  children?: [yes: number, no: number]
  /** Where a missing value goes. */
  missing?: 'yes' | 'no'
  /** Training rows that came here, or their weight. */
  rows: number
  /** Of them by class. */
  counts?: number[]
  /** Mean of the target, or what the leaf adds to a score. */
  value?: number
  impurity?: number
}

/** Clusters joined two by two. Up to 20,000 leaves: only the top merges are drawn, and a branch can be opened. */
export interface DendrogramDiagram {
  type: 'dendrogram'
  /** Axis of the distances at which clusters were joined. */
  height: Axis
  /** Number n of rows that were clustered. */
  leaves: number
  /** The n − 1 merges in the order they were made, as [a, b, height]: below n a leaf, from n on the merge a − n (scipy's and scikit-learn's numbering). */
  merges: [a: number, b: number, height: number][]
  /** Names of the leaves, and the rows of the table behind them: n each. */
  names?: string[]
  rows?: number[]
  /** Cluster of each leaf as the model gave it: the same clusters keep their colours here. */
  clusters?: number[]
  /** Clusters that the cut leaves; 1 … n. */
  cut?: number
  /** The merge that is drawn as the top: a branch that was opened. */
  top?: number
}

/** Pictures of pixels or of numbers, side by side. At most some 200. */
export interface ImagesDiagram {
  type: 'images'
  pictures: Picture[]
  /** Heads of columns, where pictures belong together line by line: image, truth, predicted. Then the pictures stand line by line. */
  columns?: string[]
  /** Names of the lines. */
  lines?: string[]
  /** What the numbers of all `values` are coloured by: each picture alone, or all alike. */
  together?: boolean
  /** The picture that is shown large. */
  open?: number
}

export interface Picture {
  height: number
  width: number
  /** height × width × channels bytes, row by row, in base64 (`bytesText`): grey, colour, or colour with opacity. */
  pixels?: { channels: 1 | 3 | 4; bytes: string }
  /** Or height × width numbers, row by row: a filter, a feature map. */
  values?: { of: (number | null)[]; scale: 'amount' | 'signed' }
  /** Masks over it, height × width bytes in base64, inside where not 0. With both, what they share and where they differ is told apart. */
  masks?: { truth?: string; said?: string }
  caption?: string
  /** What it is, and what it was taken for. Where they differ it is a mistake, and marked as one. */
  truth?: string
  said?: string
  /** Row of the table that it belongs to. */
  row?: number
}

/** Nodes and edges with numbers: layers of a network, steps of a computation, any small graph. At most some 100 nodes and 1,000 edges. */
export interface GraphDiagram {
  type: 'graph'
  nodes: GraphNode[]
  edges: { from: number; to: number; /** Thickness is size, dashes are negative. */ weight?: number; label?: string }[]
  /** Columns from left to right. Without them nodes are put in an order of their edges, or in a circle where these run round. */
  layers?: { name: string; note?: string }[]
  /** What the numbers of nodes and edges are. */
  value?: string
  weight?: string
  /** The node whose edges stand out. */
  chosen?: number
}

export interface GraphNode {
  name: string
  /** Place in `layers`. */
  layer?: number
  note?: string
  /** Its number: an activation, an amount. */
  value?: number
  /** Index of the class that it stands for. */
  class?: number
  /** What it answers over a plane, as height × width numbers within ±1, row by row from the top: drawn in its place. */
  map?: { height: number; width: number; of: number[] }
}
