import { session } from 'electron'
import { scheme } from './addresses'
import { guardSession } from './guards'
import { openHidden } from './windows'

const page = `${scheme}://report/`

/** Prints a report in a window of its own, in a session that knows this one page: no script, no other address, nothing kept. */
export async function printReport(html: string): Promise<Uint8Array> {
  const own = session.fromPartition(`report-${Date.now()}`)
  own.protocol.handle(scheme, () => new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } }))
  guardSession(own)
  // One listener counts per session: this one refuses more.
  own.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: details.url !== page && !details.url.startsWith('data:') })
  })
  const window = openHidden({ session: own, javascript: false })
  try {
    await window.loadURL(page)
    return await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true })
  } finally {
    window.destroy()
    own.protocol.unhandle(scheme)
  }
}
