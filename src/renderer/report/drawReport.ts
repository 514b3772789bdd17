import type { ReportRequest } from '../../shared/contracts/host'
import { ask } from '../engine/client'
import { desktop } from '../engine/desktop'
import { download, fileName } from '../engine/download'

export const reportForms = ['html', 'pdf', 'md'] as const
export type ReportForm = (typeof reportForms)[number]

const types: Readonly<Record<ReportForm, string>> = {
  html: 'text/html',
  pdf: 'application/pdf',
  md: 'text/markdown',
}

/** A report as the bytes of its file. Errors: `input` where a PDF is wanted and the machine has no Chromium. */
export async function drawReport(
  request: ReportRequest,
  form: ReportForm,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  // A path that is not absolute is nobody's file: the host gives the bytes.
  const made = await ask('outputs.report', { path: `report.${form}`, request }, { signal })
  if (made instanceof Uint8Array) return made
  throw new Error(`The host wrote ${made.path} unasked.`)
}

/** Saves a report: in a browser as a download, in the desktop window where the person says. Gives the file's name; null when they did not. */
export async function saveReport(
  request: ReportRequest,
  form: ReportForm,
  signal: AbortSignal,
): Promise<string | null> {
  const name = `${fileName(request.document.report?.title ?? request.document.name)}.${form}`
  if (!desktop) {
    download(name, await drawReport(request, form, signal), types[form])
    return name
  }
  const path = await desktop.chooseTarget('report', name)
  if (path === null) return null
  await ask('outputs.report', { path, request }, { signal })
  return path
}
