import { app, type Session, shell, type WebContents } from 'electron'
import { isOwn, mayGo, mayLeave, mayUse } from './addresses'
import { powerless } from './windows'

/** Whatever page there is, now or later: it stays where it is, opens no windows, embeds nothing. Links to web pages go to the system's browser. */
export function guardContents(): void {
  app.on('web-contents-created', (_, contents) => guard(contents))
}

function guard(contents: WebContents): void {
  // Of the main frame and of those in it.
  contents.on('will-frame-navigate', details => {
    if (!mayGo(details.url, details.isMainFrame)) details.preventDefault()
  })
  contents.on('will-redirect', details => details.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    // Results in a window of their own: the same page, under the same guards (`web-contents-created` reaches it too).
    if (isOwn(url) && new URL(url).hash.startsWith('#results/'))
      return { action: 'allow', overrideBrowserWindowOptions: { title: 'Lathe', webPreferences: powerless } }
    if (mayLeave(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/**
 * Nothing of the machine is given to pages: no camera, no place, no notifications, no devices, no network. A session without these handlers would
 * grant everything that is asked for.
 */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(isMainFrame && mayUse(permission, requestingUrl)),
  )
  session.setPermissionCheckHandler((_, permission, origin) => mayUse(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault()
    choose('')
  })
  // The pages' policy asks for nothing there either.
  const network = ['http', 'https', 'ws', 'wss'].map(scheme => `${scheme}://*/*`)
  session.webRequest.onBeforeRequest({ urls: network }, (_, answer) => answer({ cancel: true }))
}
