import { readFile } from 'node:fs/promises'
import { extname, join, parse } from 'node:path'
import { appVersion, nodeSpecs } from '../compute'
import type { Outputs, Written } from '../shared/contracts/host'
import { LatheError } from '../shared/errors'
import { csvOf } from './datasets/export/csv'
import { writeFileAtomically } from './files/write'
import type { ReportInput } from './reports/input'
import { renderMarkdown } from './reports/markdown'
import { renderPdf } from './reports/pdf'
import { renderReport } from './reports/report'

/**
 * Files that a run writes. `place` turns a path of the pipeline into one of the machine. `alone`: a file will be carried away from its
 * folder, so it holds its pictures itself.
 */
export function fileOutputs(place: (path: string) => string, command?: string, alone = false): Outputs {
  return {
    async table(path, columns, options) {
      if (extname(path).toLowerCase() !== '.csv') throw endingError(path, 'tables', '.csv')
      return writeFileAtomically(place(path), csvOf(columns, options), options.signal)
    },
    async report(path, request, signal) {
      const titles = Object.fromEntries(
        [...nodeSpecs].map(([type, { title, icon, group }]) => [type, { title, icon, group }]),
      )
      const input = {
        ...request,
        titles,
        specs: nodeSpecs,
        ...(command !== undefined && { command }),
        version: appVersion,
        date: new Date(),
      }
      switch (extname(path).toLowerCase()) {
        case '.html':
          return writeFileAtomically(place(path), renderReport(input), signal)
        case '.md':
          return writeMarkdown(place(path), input, alone, signal)
        case '.pdf':
          return renderPdf(renderReport(input), place(path), { ...(signal && { signal }) })
        default:
          throw endingError(path, 'reports', '.html, .md or .pdf')
      }
    },
    async read(path) {
      checkModelEnding(path)
      return readFile(place(path)).catch((cause: unknown) => {
        throw new LatheError(
          { code: 'input', message: 'The file cannot be read.', where: path, remedy: 'Check the path.' },
          { cause },
        )
      })
    },
    async write(path, bytes) {
      checkModelEnding(path)
      return writeFileAtomically(place(path), bytes)
    },
  }
}

/** A report in Markdown with its charts in files beside it, `report.figure-1.svg` and so on, or within. */
async function writeMarkdown(
  path: string,
  input: ReportInput,
  alone: boolean,
  signal: AbortSignal | undefined,
): Promise<Written> {
  const { dir, name } = parse(path)
  const pictures: { name: string; svg: string }[] = []
  const text = renderMarkdown(input, (svg, number) => {
    if (alone) return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
    const picture = `${name}.figure-${number}.svg`
    pictures.push({ name: picture, svg })
    return `./${encodeURIComponent(picture).replace(/[()]/g, c => `%${c.charCodeAt(0).toString(16)}`)}`
  })
  for (const { name, svg } of pictures) await writeFileAtomically(join(dir, name), svg, signal)
  return writeFileAtomically(path, text, signal)
}

function checkModelEnding(path: string): void {
  if (extname(path).toLowerCase() !== '.lathe-model') throw endingError(path, 'models', '.lathe-model')
}

function endingError(path: string, what: string, endings: string): LatheError {
  return new LatheError({
    code: 'parameter',
    message: `${what[0].toUpperCase()}${what.slice(1)} are not kept as ${JSON.stringify(extname(path))}.`,
    where: path,
    remedy: `Let the path end in ${endings}.`,
  })
}
