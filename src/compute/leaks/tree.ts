import type { Binned } from './bins'

/** Levels of the small tree, and rows that a leaf has at least. */
const [mostDepth, leastRows] = [8, 3]

/** What a tree of binned columns says: of classes sums of rows by class, of numbers their mean. */
export interface Shape {
  /** Numbers in a row of sums: classes, or 2 (rows, sum of the target). */
  readonly width: number
  /** Adds a row to sums. */
  add(sums: Float64Array, at: number, row: number): void
  /** How mixed rows of these sums are, times their number; falls when they are parted well. */
  mixed(sums: Float64Array, at: number): number
  rows(sums: Float64Array, at: number): number
  /** Place of a bin among others when it has no order of its own, in a node of these sums. */
  place(bin: Float64Array, at: number, node: Float64Array): number
  /** What a leaf of these sums says. */
  said(sums: Float64Array): number
}

export function classShape(codes: Int32Array, classes: number): Shape {
  const total = (s: Float64Array, at: number): number => {
    let n = 0
    for (let c = 0; c < classes; c++) n += s[at + c]
    return n
  }
  const largest = (s: Float64Array): number => {
    let best = 0
    for (let c = 1; c < classes; c++) if (s[c] > s[best]) best = c
    return best
  }
  return {
    width: classes,
    add: (s, at, row) => void s[at + codes[row]]++,
    mixed(s, at) {
      const n = total(s, at)
      let squares = 0
      for (let c = 0; c < classes; c++) squares += s[at + c] ** 2
      return n === 0 ? 0 : n - squares / n
    },
    rows: total,
    place: (s, at, node) => s[at + largest(node)] / total(s, at),
    said: largest,
  }
}

/** Of numbers about their mean: only sums and rows matter where variances are compared. */
export function numberShape(y: Float64Array): Shape {
  return {
    width: 2,
    add(s, at, row) {
      s[at]++
      s[at + 1] += y[row]
    },
    mixed: (s, at) => (s[at] === 0 ? 0 : -(s[at + 1] ** 2) / s[at]),
    rows: (s, at) => s[at],
    place: (s, at) => s[at + 1] / s[at],
    said: s => (s[0] === 0 ? 0 : s[1] / s[0]),
  }
}

type Node = { said: number } | { column: number; left: Uint8Array; yes: Node; no: Node }

/** A tree grown on some rows, by the split that parts best at every step (Breiman et al. 1984); categories in the order of what they hold. */
export function grow(columns: readonly Binned[], shape: Shape, rows: readonly number[], depth = 0): Node {
  const { width } = shape
  const whole = new Float64Array(width)
  for (const row of rows) shape.add(whole, 0, row)
  const before = shape.mixed(whole, 0)
  const leaf: Node = { said: shape.said(whole) }
  if (depth >= mostDepth || rows.length < 2 * leastRows) return leaf
  let best: { column: number; left: Uint8Array; gain: number } | undefined
  const part = new Float64Array(width)
  const rest = new Float64Array(width)
  for (const [column, { bins, count, ordered }] of columns.entries()) {
    const sums = new Float64Array(count * width)
    for (const row of rows) shape.add(sums, bins[row] * width, row)
    const filled = Array.from({ length: count }, (_, b) => b).filter(b => shape.rows(sums, b * width) > 0)
    if (filled.length < 2) continue
    if (!ordered) {
      const place = new Float64Array(count)
      for (const b of filled) place[b] = shape.place(sums, b * width, whole)
      filled.sort((a, b) => place[a] - place[b])
    }
    part.fill(0)
    for (let k = 0; k < filled.length - 1; k++) {
      for (let c = 0; c < width; c++) {
        part[c] += sums[filled[k] * width + c]
        rest[c] = whole[c] - part[c]
      }
      if (shape.rows(part, 0) < leastRows || shape.rows(rest, 0) < leastRows) continue
      const gain = before - shape.mixed(part, 0) - shape.mixed(rest, 0)
      if (gain > 1e-12 * Math.abs(before) && (!best || gain > best.gain)) {
        const left = new Uint8Array(count)
        for (const b of filled.slice(0, k + 1)) left[b] = 1
        best = { column, left, gain }
      }
    }
  }
  if (!best) return leaf
  const { column, left } = best
  const { bins } = columns[column]
  const yes = rows.filter(row => left[bins[row]] === 1)
  const no = rows.filter(row => left[bins[row]] !== 1)
  return { column, left, yes: grow(columns, shape, yes, depth + 1), no: grow(columns, shape, no, depth + 1) }
}

export function saidBy(tree: Node, columns: readonly Binned[], row: number): number {
  let node = tree
  while ('column' in node) node = node.left[columns[node.column].bins[row]] === 1 ? node.yes : node.no
  return node.said
}
