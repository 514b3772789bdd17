// Draws the pictures of the start page from what the templates really give: node scripts/pictures.mjs
// Colours are the page's tokens, so one drawing serves light and dark.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [width, height, margin] = [296, 128, 10]
/** The block to draw of each template, by node and id. */
const subjects = {
  penguins: ['train', 'boundary'],
  diabetes: ['evaluate', 'predicted'],
  digits: ['map', 'chart'],
  titanic: ['evaluate', 'roc'],
}

/**
 * @typedef {import('../src/shared/results/blocks').ScatterChart} ScatterChart
 * @typedef {import('../src/shared/results/blocks').BoundaryChart} BoundaryChart
 * @typedef {import('../src/shared/results/blocks').LineChart} LineChart
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

/**
 * @param {ScatterChart['series']} series
 * @param {Frame} at
 * @param {number} most
 */
const dots = (series, at, most) => {
  const all = series.flatMap((s, i) => s.points.map(p => ({ p, k: s.class ?? i, hollow: s.partition === 'test' })))
  const every = Math.max(1, Math.ceil(all.length / most))
  return all
    .filter((_, i) => i % every === 0)
    .map(({ p: [x, y], k, hollow }) => {
      const paint = hollow ? `fill="var(--bg-surface)" stroke="${colour(k)}"` : `fill="${colour(k)}" fill-opacity=".75"`
      return `<circle cx="${at.x(x)}" cy="${at.y(y)}" r="2.4" ${paint}/>`
    })
}

const draw = {
  /** @param {BoundaryChart} chart */
  boundary(chart) {
    const at = frame(chart.points)
    const [dx, dy] = [chart.xs[1] - chart.xs[0], chart.ys[1] - chart.ys[0]]
    const cells = chart.cell.flatMap((row, j) =>
      row.map((c, i) => {
        const [left, top] = [at.x(chart.xs[i] - dx / 2), at.y(chart.ys[j] + dy / 2)]
        const [w, h] = [at.x(chart.xs[i] + dx / 2) - left, at.y(chart.ys[j] - dy / 2) - top]
        return { left, top, w, h, k: c.class, sure: c.sure }
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
          `<rect x="${b.left}" y="${b.top}" width="${round(b.w + 0.3)}" height="${round(b.h + 0.3)}" fill="${colour(b.k)}" fill-opacity="${b.shade}"/>`,
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
    return [...lines, ...dots(chart.series, at, 320)]
  },
  /** @param {LineChart} chart */
  line(chart) {
    const at = frame(chart.series)
    return chart.series
      .map((s, i) => {
        const path = s.points
          .map(([x, y], j) => (j === 0 ? `M${at.x(x)} ${at.y(y)}` : `H${at.x(x)}V${at.y(y)}`))
          .join('')
        return `<path d="${path}" stroke="${colour(s.class ?? i)}" stroke-width="2" fill="none"/>`
      })
      .concat(
        `<path d="M${margin} ${height - margin}L${width - margin} ${margin}" stroke="var(--axis)" stroke-dasharray="4 3" fill="none"/>`,
      )
  },
}

const folder = mkdtempSync(join(tmpdir(), 'lathe-'))
for (const [name, [node, id]] of Object.entries(subjects)) {
  const results = join(folder, 'results.json')
  execFileSync('node', [
    'scripts/lathe.mjs',
    'run',
    `resources/templates/${name}.lathe.json`,
    '--results',
    results,
    '--quiet',
  ])
  /** @type {import('../src/shared/results/results').Results} */
  const ran = JSON.parse(readFileSync(results, 'utf8'))
  const block = ran.nodes[node]?.blocks?.find(b => b.id === id)
  if (block?.kind !== 'chart') throw new Error(`${name} has no chart ${id} at ${node}.`)
  const { chart } = block
  const drawn =
    chart.type === 'boundary'
      ? draw.boundary(chart)
      : chart.type === 'line'
        ? draw.line(chart)
        : chart.type === 'scatter'
          ? draw.scatter(chart)
          : []
  const body = drawn.join('')
  writeFileSync(
    `resources/templates/${name}.svg`,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMidYMid slice">${body}</svg>\n`,
  )
}
rmSync(folder, { recursive: true, force: true })
