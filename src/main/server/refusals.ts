import { LatheError } from '../../shared/errors'
import { headersOf } from '../service/headers'

/** What someone sees who may not come in: a plain page for people who lost the address, without anything of ours. */
export function refusalPage(status: number, why: string): Response {
  const text = `${why}\nOpen the address that Lathe printed when it started; press Enter there for a new one.\n`
  return new Response(text, { status, headers: headersOf('text/plain; charset=utf-8', { connection: 'close' }) })
}

/** The browser's cookie, and the way on to the address without the token. */
export function welcome(name: string, value: string): Response {
  const cookie = `${name}=${value}; HttpOnly; SameSite=Strict; Path=/`
  return new Response(null, { status: 303, headers: headersOf('text/plain', { location: '/', 'set-cookie': cookie }) })
}

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
