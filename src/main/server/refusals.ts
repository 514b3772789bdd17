import { LatheError } from '../../shared/errors'
import { escapeHtml } from '../../shared/escape'
import { keyFragment } from '../../shared/contracts/calls'
import { fault } from '../service/answers'
import { headersOf } from '../service/headers'
import { Refusal } from '../service/refusal'

const wayIn =
  'Open the address that Lathe printed when it started. Press Enter in that window for a new one; if it is closed, start Lathe again.'

/** What someone sees who may not come in: a plain page for people who lost the address, without anything of ours. */
export function refusalPage(status: number, why: string): Response {
  const style = 'max-width: 36rem; margin: 15vh auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif'
  const page = `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Lathe is closed here</title>
<main style="${style}">
<h1 style="font-size: 1.25rem">Lathe is closed here</h1>
<p>${escapeHtml(why)} ${wayIn}</p>
<p>Projects and tables are kept on this machine; nothing is lost.</p>
</main>
`
  return new Response(page, { status, headers: headersOf('text/html; charset=utf-8', { connection: 'close' }) })
}

/** The same for a call, which a page shows in its own words. */
export const refusedCall = (why: string): Response => fault(new Refusal(403, why, wayIn))

/** Browsers are known for a year, servers live shorter: whoever closes the browser comes back to the clean address. */
const year = 365 * 24 * 3600

/** The browser's cookie, and the way on to the address without the token, which takes the key along: a fragment is sent to nobody. */
export function welcome(name: string, value: string, key: string): Response {
  const cookie = `${name}=${value}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${year}`
  return onward(`/${keyFragment}${key}`, { 'set-cookie': cookie })
}

/** To the address without the token, whose page has its key. */
export const comeAgain = (): Response => onward('/')

const onward = (location: string, more: Record<string, string> = {}): Response =>
  new Response(null, { status: 303, headers: headersOf('text/plain', { location, ...more }) })

/** A refusal as bytes, for a socket whose request was none, or wants to be something else. */
export function refusalBytes(status: 400 | 403): string {
  const reason = status === 400 ? 'Bad Request' : 'Forbidden'
  const headers = [...headersOf('text/plain', { 'content-length': '0', connection: 'close' })]
  return [`HTTP/1.1 ${status} ${reason}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
}

/** Why a port cannot be had. */
export function portError(port: number, cause: NodeJS.ErrnoException): LatheError {
  const taken = cause.code === 'EADDRINUSE'
  const message = taken ? `Port ${port} is in use.` : `Port ${port} cannot be opened (${cause.code ?? cause.message}).`
  return new LatheError({ code: 'input', message, remedy: 'Choose another, or leave --port out.' }, { cause })
}
