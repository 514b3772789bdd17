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
  /** The token was right, or the browser is known and came by the printed address again: it gets its cookie and goes on to the clean address. */
  | { pass: 'enter' }
  | { pass: false; status: 400 | 403 | 405; why: string }

export interface Keys {
  /** The port we listen at. */
  port: number
  /** Takes the token of the printed address; true once. */
  spend: (token: string) => boolean
  isCookie: (value: string) => boolean
}

/** Cookies are shared by all ports of a host, so the name carries ours. */
export const cookieName = (port: number): string => `lathe-${port}`

/** The printed address: `http://127.0.0.1:<port>/?token=<token>`. */
export const entrance = '/?token='

const refuse = (why: string, status: 400 | 403 | 405 = 403): Verdict => ({ pass: false, status, why })

/**
 * Lets the page in that came from us, and nobody else. A page of another site may know our port: it names itself in `Origin` and
 * `Sec-Fetch-Site`, which no script can change. A name that was pointed at this machine (DNS rebinding) stands in `Host`. Another
 * program of this machine has neither token nor cookie.
 */
export function admit({ method, target, header }: Asked, { port, spend, isCookie }: Keys): Verdict {
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
  if (target.startsWith(entrance))
    return method === 'GET' && (spend(target.slice(entrance.length)) || known)
      ? { pass: 'enter' }
      : refuse('This address has been used or is not the newest.')

  if (!known) return refuse('There is no valid cookie.')
  if (!['GET', 'HEAD', 'POST'].includes(method)) return refuse(`${method} is not for this server.`, 405)
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
