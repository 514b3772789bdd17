import { formatBytes, formatDuration, formatNumber } from '../../shared/results/format'
import type { ReportInput } from './input'
import { html, type Markup } from './markup'
import type { Step } from './outline'

/** Everything that is needed to get the same numbers again, as pairs of name and value. */
export function repeatFacts(input: ReportInput): [string, string][] {
  const { results } = input
  const adapter = results.environment.adapter
  const words = [adapter.description, adapter.vendor, adapter.architecture].filter(Boolean)
  const device = words.filter((word, i) => !words.slice(0, i).some(w => w.toLowerCase().includes(word.toLowerCase())))
  const variants = Object.entries(results.environment.variants ?? {})
  return [
    ['Pipeline', input.document.name ?? results.pipeline],
    ['Seed', String(results.seed)],
    ...input.datasets.map((d): [string, string] => [
      'Data',
      `${d.name} · ${formatNumber(d.rows, 'integer')} × ${formatNumber(d.columns, 'integer')} · ${d.fingerprint}`,
    ]),
    ['Versions', `lathe ${input.version} · results format ${results.version}`],
    [
      'Device',
      `${device.join(' · ') || 'unknown'} · WebGPU, single precision${adapter.software ? ' · software adapter' : ''}`,
    ],
    [
      'Kernels',
      variants.length === 0
        ? 'no variant was chosen'
        : variants.map(([kernel, variant]) => `${kernel} ${variant}`).join(' · '),
    ],
    ...(input.command === undefined ? [] : [['Command', input.command] as [string, string]]),
  ]
}

/** Width of a line that lists and small objects of the pipeline are written in. */
const lineWidth = 76

/** The same pipeline as it is saved, so that it can be copied into a file; lists and objects without others inside take one line where they fit. */
export const documentText = (input: ReportInput): string =>
  JSON.stringify(input.document, null, 2).replace(
    /([[{])\n[ ]+([^[\]{}]+?)\n[ ]*([\]}])/g,
    (whole, open: string, inner: string) => {
      // A line break within a string is written \\n: those that are here part its items.
      const items = inner.split(/\n[ ]+/).join(' ')
      const line = open === '[' ? `[${items}]` : `{ ${items} }`
      return line.length <= lineWidth ? line : whole
    },
  )

export const workColumns = [
  'Step',
  'Time',
  'Dispatches',
  'Submits',
  'Readbacks',
  'To device',
  'From device',
  'Peak memory',
] as const

/** What each step took, exact counts where the device was used. */
export function workRows(steps: readonly Step[]): string[][] {
  return steps.flatMap(({ title, result }) => {
    if (result === undefined || (result.milliseconds === undefined && result.gpu === undefined)) return []
    const { gpu } = result
    const counts =
      gpu === undefined
        ? [0, 0, 0].map(String)
        : [gpu.dispatches, gpu.submits, gpu.readbacks].map(n => formatNumber(n, 'integer'))
    const bytes =
      gpu === undefined ? Array<string>(3).fill('–') : [gpu.bytesUp, gpu.bytesDown, gpu.peakBytes].map(formatBytes)
    const time = result.cached
      ? 'from cache'
      : result.milliseconds === undefined
        ? '–'
        : formatDuration(result.milliseconds)
    return [[title, time, ...counts, ...bytes]]
  })
}

export function repeatSection(input: ReportInput, steps: readonly Step[]): Markup {
  const work = workRows(steps)
  return html`<section class="repeat">
    <h2>To repeat this</h2>
    <dl>
      ${repeatFacts(input).map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${
      work.length > 0 &&
      html`<details>
        <summary>Time and work on the device, step by step</summary>
        <table>
          <thead>
            <tr>
              ${workColumns.map((c, i) => html`<th scope="col" class="${i === 0 ? 'l' : ''}">${c}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${work.map(
              row =>
                html`<tr>
                  ${row.map((text, i) => html`<td class="${i === 0 ? 'l' : 'n'}">${text}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </details>`
    }
    <details>
      <summary>The pipeline, whole</summary>
      <pre>${documentText(input)}</pre>
    </details>
  </section>`
}
