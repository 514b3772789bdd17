// Draws the pictures of the start page from what the templates really give, all or some: node scripts/pictures.mjs [name]…
// Colours are the page's tokens, so one drawing serves light and dark. The drawing also says how many rows were read.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [width, height, margin] = [296, 128, 10]
/** What shows best what a template finds, by type of node and id of block: the first that its run has is drawn. */
const subjects = [
  ['evaluate', 'roc', 'compares'],
  ['model', 'pictures', 'amounts'],
  ['chart', 'chart'],
  ['model', 'clusters'],
  ['model', 'boundary'],
  ['model', 'telling'],
  ['evaluate', 'predicted'],
]

/**
 * @typedef {import('../src/shared/results/blocks').ScatterChart} ScatterChart
 * @typedef {import('../src/shared/results/blocks').BoundaryChart} BoundaryChart
 * @typedef {import('../src/shared/results/blocks').LineChart} LineChart
 * @typedef {import('../src/shared/results/blocks').BarChart} BarChart
 * @typedef {import('../src/shared/results/blocks').ImagesDiagram} ImagesDiagram
 * @typedef {import('../src/shared/results/results').Results} Results
 * @typedef {{ x: (v: number | null) => number, y: (v: number | null) => number }} Frame
 */

/** @param {number} k */
const colour = k => `var(--c${(k % 8) + 1})`
/** @param {number} x */
const round = x => Math.round(x * 10) / 10

/**
 * @param {readonly { points: [number, number | null][] }[]} series
 * @returns {Frame}
 */
function frame(series) {
  const points = series.flatMap(s => s.points)
  /** @param {0 | 1} at */
  const range = at => {
    const values = points.map(p => p[at]).filter(x => x !== null)
    return [Math.min(...values), Math.max(...values)]
  }
  const [[x0, x1], [y0, y1]] = [range(0), range(1)]
  return {
    x: v => round(margin + (((v ?? x0) - x0) / (x1 - x0 || 1)) * (width - 2 * margin)),
    y: v => round(height - margin - (((v ?? y0) - y0) / (y1 - y0 || 1)) * (height - 2 * margin)),
  }
}

/** The first classes differ in shape too. */
const shapes = [
  (/** @type {number} */ x, /** @type {number} */ y) => `<circle cx="${x}" cy="${y}" r="2.4"`,
  (/** @type {number} */ x, /** @type {number} */ y) => `<path d="M${x} ${round(y - 2.8)}l2.7 4.8h-5.4z"`,
  (/** @type {number} */ x, /** @type {number} */ y) =>
    `<rect x="${round(x - 2.2)}" y="${round(y - 2.2)}" width="4.4" height="4.4"`,
]

/**
 * @param {ScatterChart['series']} series
 * @param {Frame} at
 * @param {number} most
 */
function dots(series, at, most) {
  const known = series.filter(s => s.ink === undefined)
  const all = known.flatMap((s, i) => s.points.map(p => ({ p, k: s.class ?? i, hollow: s.partition === 'test' })))
  const every = Math.max(1, Math.ceil(all.length / most))
  return all
    .filter((_, i) => i % every === 0)
    .map(({ p: [x, y], k, hollow }) => {
      const paint = hollow ? `fill="var(--bg-surface)" stroke="${colour(k)}"` : `fill="${colour(k)}" fill-opacity=".75"`
      return `${(shapes[k] ?? shapes[0])(at.x(x), at.y(y))} ${paint}/>`
    })
}

/**
 * Middles of clusters: a ring with a cross.
 * @param {ScatterChart['series']} series
 * @param {Frame} at
 */
const middles = (series, at) =>
  series
    .filter(s => s.ink === 'strong')
    .flatMap(s => s.points)
    .map(([x, y]) => {
      const [cx, cy] = [at.x(x), at.y(y)]
      return `<circle cx="${cx}" cy="${cy}" r="7" fill="var(--bg-surface)" stroke="var(--ink)" stroke-width="1.6"/><path d="M${round(cx - 3)} ${cy}h6M${cx} ${round(cy - 3)}v6" stroke="var(--ink)" stroke-width="1.6"/>`
    })

const draw = {
  /** @param {BoundaryChart} chart */
  boundary(chart) {
    const at = frame(chart.points)
    const [dx, dy] = [chart.xs[1] - chart.xs[0], chart.ys[1] - chart.ys[0]]
    // The outer cells reach beyond the edge, wherever the drawing is cut.
    const cells = chart.cell.flatMap((row, j) =>
      row.map((c, i) => {
        const left = i === 0 ? -width : at.x(chart.xs[i] - dx / 2)
        const right = i === row.length - 1 ? 2 * width : at.x(chart.xs[i] + dx / 2)
        const top = j === chart.cell.length - 1 ? -height : at.y(chart.ys[j] + dy / 2)
        const bottom = j === 0 ? 2 * height : at.y(chart.ys[j] - dy / 2)
        return { left, top, w: round(right - left), h: round(bottom - top), k: c.class, sure: c.sure }
      }),
    )
    // Neighbours of one class and shade become one bar, or the file would hold thousands of cells.
    /** @type {((typeof cells)[number] & { shade: number })[]} */
    const bars = []
    for (const c of cells) {
      const last = bars.at(-1)
      const shade = c.sure > 0.9 ? 0.26 : c.sure > 0.7 ? 0.18 : 0.1
      if (last && last.top === c.top && last.k === c.k && last.shade === shade) last.w = round(c.left + c.w - last.left)
      else bars.push({ ...c, shade })
    }
    return [
      ...bars.map(
        b =>
          `<rect x="${b.left}" y="${b.top}" width="${b.w}" height="${b.h}" fill="${colour(b.k)}" fill-opacity="${b.shade}" shape-rendering="crispEdges"/>`,
      ),
      ...dots(chart.points, at, 260),
    ]
  },
  /** @param {ScatterChart} chart */
  scatter(chart) {
    const at = frame(chart.series)
    const lines = (chart.lines ?? []).map(
      l =>
        `<path d="M${l.points.map(([x, y]) => `${at.x(x)} ${at.y(y)}`).join('L')}" stroke="var(--axis)" stroke-dasharray="4 3" fill="none"/>`,
    )
    return [...lines, ...dots(chart.series, at, 320), ...middles(chart.series, at)]
  },
  /** @param {LineChart} chart */
  line(chart) {
    const at = frame(chart.series)
    const [left, right, top, bottom] = [margin, width - margin, margin, height - margin]
    return [
      `<path d="M${left} ${top}V${bottom}H${right}" stroke="var(--axis)" fill="none"/>`,
      `<path d="M${left} ${bottom}L${right} ${top}" stroke="var(--axis)" stroke-dasharray="2 4" fill="none"/>`,
      ...chart.series.map((s, i) => {
        const path = s.points
          .map(([x, y], j) => (j === 0 ? `M${at.x(x)} ${at.y(y)}` : `H${at.x(x)}V${at.y(y)}`))
          .join('')
        const dash = ['', ' stroke-dasharray="7 3"', ' stroke-dasharray="2 3"'][i] ?? ''
        return `<path d="${path}" stroke="${colour(s.class ?? i)}" stroke-width="2"${dash} fill="none"/>`
      }),
    ]
  },
  /** @param {BarChart} chart */
  bar({ categories, series, stacked }) {
    const all = series.flatMap(s => s.values.map(v => v ?? 0))
    const [lowest, highest] = [Math.min(0, ...all), Math.max(0, ...all)]
    const scale = (height - 2 * margin - 2) / (highest - lowest)
    // Bars below zero hang from the line.
    const foot = round(margin + scale * highest)
    const wide = (width - 8 * margin) / categories.length
    const bar = (wide * 0.66) / (stacked ? 1 : series.length)
    const bars = series.flatMap((s, i) =>
      s.values.flatMap((v, c) => {
        if (!v) return []
        const [tall, x] = [scale * Math.abs(v), 4 * margin + c * wide + wide * 0.17 + (stacked ? 0 : i * bar)]
        return `<rect x="${round(x + 0.5)}" y="${round(v > 0 ? foot - tall : foot)}" width="${round(bar - 1)}" height="${round(tall)}" fill="${colour(s.class ?? i)}"/>`
      }),
    )
    return [...bars, `<path d="M${3 * margin} ${foot}H${width - 3 * margin}" stroke="var(--axis)"/>`]
  },
}

/**
 * The first ten pictures in two lines, in ink of six shades.
 * @param {ImagesDiagram} chart
 */
function pictures({ pictures: all }) {
  const [shown, across, shades] = [all.slice(0, 10), 5, 6]
  const most = Math.max(...shown.flatMap(p => (p.values?.of ?? []).map(v => v ?? 0)))
  return shown.flatMap(({ width: columns, values }, i) => {
    const side = Math.floor(50 / columns)
    const [x, y] = [
      width / 2 + ((i % across) - across / 2) * (columns * side + 8) + 4,
      height / 2 + (Math.floor(i / across) - 1) * (columns * side + 8) + 4,
    ]
    return Array.from({ length: shades }, (_, k) => {
      const path = (values?.of ?? [])
        .map((v, at) => (Math.round((shades * (v ?? 0)) / most) === k + 1 ? at : -1))
        .filter(at => at >= 0)
        .map(at => `M${x + (at % columns) * side} ${y + Math.floor(at / columns) * side}h${side}v${side}h-${side}z`)
      return `<path d="${path.join('')}" fill="var(--ink)" fill-opacity="${round((k + 1) / shades)}" shape-rendering="crispEdges"/>`
    })
  })
}

/**
 * The chart to draw, from what a template gave.
 * @param {Results} results
 */
function chartOf({ nodes }) {
  for (const [kind, id, only] of subjects)
    for (const { type, blocks = [] } of Object.values(nodes)) {
      if (type.split('.')[0] !== kind || (only === 'compares' && !blocks.some(b => b.id === 'comparison'))) continue
      const block = blocks.find(b => b.id === id)
      if (block?.kind !== 'chart') continue
      const { chart } = block
      if (only !== 'amounts' || (chart.type === 'images' && chart.pictures[0].values?.scale === 'amount')) return chart
    }
  throw new Error(`Nothing to draw: none of ${subjects.map(([kind, id]) => `${kind}'s ${id}`).join(', ')}.`)
}

/** @param {import('../src/shared/results/blocks').Chart} chart */
function drawn(chart) {
  switch (chart.type) {
    case 'boundary':
      return draw.boundary(chart)
    case 'line':
      return draw.line(chart)
    case 'scatter':
      return draw.scatter(chart)
    case 'bar':
      return draw.bar(chart)
    case 'images':
      return pictures(chart)
    default:
      throw new Error(`There is no drawing of a ${chart.type}.`)
  }
}

/**
 * Rows that were read.
 * @param {Results} results
 */
const rowsOf = ({ nodes }) => Number(Object.values(nodes).find(n => n.type === 'data.sample')?.summary?.['rows'])

const templates = 'resources/templates'
const wanted = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'lathe-'))
for (const name of readdirSync(templates).flatMap(file => /^(.*)\.lathe\.json$/.exec(file)?.[1] ?? [])) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const file = join(folder, 'results.json')
  const line = ['run', join(templates, `${name}.lathe.json`), '--results', file, '--quiet']
  execFileSync('node', ['scripts/lathe.mjs', ...line])
  /** @type {Results} */
  const results = JSON.parse(readFileSync(file, 'utf8'))
  const body = drawn(chartOf(results)).join('')
  writeFileSync(
    join(templates, `${name}.svg`),
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMidYMid slice" data-rows="${rowsOf(results)}">${body}</svg>\n`,
  )
}
rmSync(folder, { recursive: true, force: true })
