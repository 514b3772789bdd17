/** The scheme under which the service answers in the app. */
export const scheme = 'lathe'

/** The workbench, and the hidden page that computes for the command line: two origins. */
export const workbenchPage = `${scheme}://app/`
export const headlessPage = `${scheme}://command/headless.html`

/** Whether an address belongs to the same origin as a page of ours. `URL.origin` is opaque for schemes of our own, so the parts are compared. */
export function isWithin(address: string, page: string): boolean {
  const [given, own] = [parsed(address), parsed(page)]
  return given !== null && own !== null && given.protocol === own.protocol && given.host === own.host && !given.username
}

/** Where frames may go: a page stays within our pages, a frame in it shows only what the page wrote itself, like the preview of a report. */
export const mayGo = (address: string, isMainFrame: boolean): boolean =>
  isMainFrame ? isOwn(address) : address === 'about:srcdoc'

export const isOwn = (address: string): boolean => isWithin(address, workbenchPage) || isWithin(address, headlessPage)

/** Addresses that may be handed to the system's browser: web pages, encrypted, without a name and password in them. */
export function mayLeave(address: string): boolean {
  const given = parsed(address)
  return given?.protocol === 'https:' && !given.username && !given.password
}

/** The one thing pages may ask permission for: to write text they made to the clipboard. */
export const mayUse = (permission: string, address: string): boolean =>
  permission === 'clipboard-sanitized-write' && isWithin(address, workbenchPage)

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}
