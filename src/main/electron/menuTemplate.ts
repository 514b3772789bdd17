import type { MenuItemConstructorOptions } from 'electron'
import type { Menu } from '../../shared/contracts/desktop'

/**
 * The application's menu from the page's actions. The page has the keys itself, so that one press does one thing; here they are shown. What
 * the system does by itself stands beside them.
 */
export function menuTemplate(
  menu: Menu,
  platform: string,
  perform: (id: string) => void,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const groups = menu.map(({ title, items }): MenuItemConstructorOptions => {
    const own = items.map(({ id, title: label, keys, enabled, checked }): MenuItemConstructorOptions => ({
      id,
      label: label.replaceAll('&', '&&'),
      enabled,
      registerAccelerator: false,
      click: () => perform(id),
      ...(keys !== undefined && isAccelerator(keys) && mayShow(keys, mac) && { accelerator: accelerator(keys) }),
      ...(checked !== undefined && { type: 'checkbox', checked }),
    }))
    return { label: title, submenu: [...own, ...standard(title, mac)] }
  })
  return [...(mac ? [{ role: 'appMenu' } as const] : []), ...groups, { role: 'windowMenu' }]
}

/** What the system brings to a menu. On a Mac fields know only the editing keys that stand in a menu, seen or not. */
function standard(title: string, mac: boolean): MenuItemConstructorOptions[] {
  const line = { type: 'separator' } as const
  if (title === 'File') return [line, mac ? { role: 'close' } : { role: 'quit' }]
  if (title === 'Edit') {
    const hidden = (['undo', 'redo', 'selectAll'] as const).map(role => ({ role, visible: false }))
    return [line, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, ...(mac ? hidden : [])]
  }
  if (title === 'View') return [line, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }]
  return []
}

const names: Record<string, string> = { Mod: 'CmdOrCtrl', Escape: 'Esc' }

/** `Mod+Shift+S` as Electron writes it. */
const accelerator = (keys: string): string =>
  keys
    .split('+')
    .map(key => names[key] ?? key)
    .join('+')

/** Electron throws on keys that it does not know. */
const isAccelerator = (keys: string): boolean =>
  /^((Mod|Ctrl|Shift|Alt)\+)*([A-Za-z0-9]|F([1-9]|1\d|2[0-4])|Space|Tab|Backspace|Delete|Enter|Escape|Up|Down|Left|Right|Home|End|PageUp|PageDown)$/.test(
    keys,
  )

/**
 * A Mac's menu acts on the keys it shows. With Command the page is asked first, and only what it leaves comes to the menu; other keys the menu
 * would take from the page, letters and Delete from the fields too. Of those with Command, fields have their own for editing.
 */
const mayShow = (keys: string, mac: boolean): boolean =>
  !mac || (keys.startsWith('Mod+') && !/^Mod\+(Shift\+)?[ACVXZ]$/.test(keys))
