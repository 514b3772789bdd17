import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { appVersion, nodeSpecs } from '../compute'
import type { Outputs } from '../shared/contracts/host'
import { LatheError } from '../shared/errors'
import { csvOf } from './datasets/export/csv'
import { writeFileAtomically } from './files/write'
import { renderMarkdown } from './reports/markdown'
import { renderPdf } from './reports/pdf'
import { renderReport } from './reports/report'

/** Files that a run writes. `place` turns a path of the pipeline into one of the machine. */
export function fileOutputs(place: (path: string) => string, command?: string): Outputs {
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
          return writeFileAtomically(place(path), renderMarkdown(input), signal)
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
