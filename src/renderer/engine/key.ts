import { keyFragment, keyHeader } from '../../shared/contracts/calls'

/** This origin's, port included: no other program's page can read it. */
const place = 'lathe.key'

/**
 * What goes with every call to a host with a door: the key that stood in the address once, and is kept for further tabs and for a browser
 * that is opened again. Nothing where the host has no door.
 */
export const keyHeaders: Readonly<Record<string, string>> = takeKey()

function takeKey(): Record<string, string> {
  if (location.hash.startsWith(keyFragment)) {
    localStorage.setItem(place, location.hash.slice(keyFragment.length))
    history.replaceState(history.state, '', location.pathname + location.search)
  }
  const key = localStorage.getItem(place)
  return key === null ? {} : { [keyHeader]: key }
}
