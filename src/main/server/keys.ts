import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Keys } from './admission'

/** 32 random bytes as text for addresses and cookies. */
const secret = (): string => randomBytes(32).toString('base64url')

/** Compares in constant time; a hash makes the lengths equal. */
function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

export interface Keyring {
  /** What a browser that entered is known by, as long as the server runs: it is given the page's files. */
  cookie: string
  /** What the page says with every call. It reaches the browser with the token's address alone. */
  key: string
  /** A token that opens the door once; earlier ones lose their use. */
  freshToken: () => string
  keysAt: (port: number) => Keys
}

export function makeKeys(): Keyring {
  const [cookie, key] = [secret(), secret()]
  let token: string | undefined
  return {
    cookie,
    key,
    freshToken: () => (token = secret()),
    keysAt: port => ({
      port,
      spend(given) {
        if (token === undefined || !same(given, token)) return false
        token = undefined
        return true
      },
      isCookie: given => same(given, cookie),
      isKey: given => same(given, key),
    }),
  }
}
