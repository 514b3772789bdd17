import { callsPath, keyHeader } from '../../shared/contracts/calls'

/** What a request says of itself, before its body is read. */
export interface Asked {
  method: string
  /** The target as it stands in the request line. */
  target: string
  /** Each value that came under the name, in order. */
  header: (name: string) => readonly string[]
}

export type Verdict =
  | { pass: true }
  /** The token was right: the browser gets its cookie and its key. */
  | { pass: 'enter' }
  /** A known browser came by the printed address again: it goes on to the clean address. */
  | { pass: 'again' }
  | { pass: false; status: 400 | 403 | 405; why: string }

export interface Keys {
  /** The port we listen at. */
  port: number
  /** Takes the token of the printed address; true once. */
  spend: (token: string) => boolean
  isCookie: (value: string) => boolean
  isKey: (value: string) => boolean
}

/** Cookies are sent to all ports of a host, so the name carries ours, and it opens the page's files alone. */
export const cookieName = (port: number): string => `lathe-${port}`

/** The printed address: `http://127.0.0.1:<port>/?token=<token>`. */
export const entrance = '/?token='

const refuse = (why: string, status: 400 | 403 | 405 = 403): Verdict => ({ pass: false, status, why })

/**
 * Lets the page in that came from us, and nobody else. A page of another site may know our port: it names itself in `Origin` and
 * `Sec-Fetch-Site`, which no script can change. A name that was pointed at this machine (DNS rebinding) stands in `Host`. Another
 * program of this machine has neither token nor key, though the browser may bring it our cookie.
 */
export function admit({ method, target, header }: Asked, { port, spend, isCookie, isKey }: Keys): Verdict {
  if (header('upgrade').length > 0) return refuse('Nothing here changes its protocol.')
  if (!target.startsWith('/')) return refuse('The address is not one of this server.', 400)

  const [host, ...moreHosts] = header('host')
  if (!host || moreHosts.length > 0 || !hostsOf(port).includes(host)) return refuse('This host is not ours.')

  const [origin, ...moreOrigins] = header('origin')
  const own = origin === `http://${host}` && moreOrigins.length === 0
  if (origin !== undefined && !own) return refuse('Pages of other sites may not ask.')
  if (origin === undefined && method !== 'GET') return refuse('A page says where it comes from.')

  const sites = header('sec-fetch-site')
  if (sites.some(site => site !== 'same-origin' && site !== 'none')) return refuse('Pages of other sites may not ask.')

  const known = cookiesOf(header('cookie'), cookieName(port)).some(isCookie)
  if (target.startsWith(entrance)) {
    if (method === 'GET' && spend(target.slice(entrance.length))) return { pass: 'enter' }
    if (method === 'GET' && known) return { pass: 'again' }
    return refuse('This address has been used, or is not the newest.')
  }

  if (!known) return refuse('This browser was not let in by Lathe as it runs now.')
  if (!['GET', 'HEAD', 'POST'].includes(method)) return refuse(`${method} is not for this server.`, 405)
  const [key, ...moreKeys] = header(keyHeader)
  if (target.startsWith(callsPath) && (key === undefined || moreKeys.length > 0 || !isKey(key)))
    return refuse('This page has lost its key, or Lathe was started anew.')
  return { pass: true }
}

const hostsOf = (port: number): string[] => ['127.0.0.1', 'localhost', '[::1]'].map(name => `${name}:${port}`)

/** The values of a cookie. A browser may hold several of one name. */
function cookiesOf(headers: readonly string[], name: string): string[] {
  return headers
    .flatMap(header => header.split(';'))
    .map(pair => pair.trim())
    .filter(pair => pair.startsWith(`${name}=`))
    .map(pair => pair.slice(name.length + 1))
}
