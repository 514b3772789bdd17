import { expect, it, vi } from 'vitest'
import { menu } from '../../shared/contracts/desktop'
import { menuTemplate } from './menuTemplate'

const page = [
  { title: 'File', items: [{ id: 'file.save', title: 'Save & go', keys: 'Mod+S', enabled: true }] },
  { title: 'Edit', items: [{ id: 'edit.undo', title: 'Undo', keys: 'Mod+Shift+Z', enabled: false }] },
  { title: 'View', items: [{ id: 'view.grid', title: 'Grid', enabled: true, checked: true }] },
  { title: 'Help', items: [{ id: 'view.shortcuts', title: 'Shortcuts', keys: '?', enabled: true }] },
]
interface Item {
  label?: string
  role?: string
  submenu?: Item[]
  click?: () => void
  accelerator?: string
}

it('makes the menu from the actions, with what the system brings', () => {
  const perform = vi.fn<(id: string) => void>()
  const made = menuTemplate(menu.parse(page), 'linux', perform) as Item[]
  expect(made.map(({ label, role }) => label ?? role)).toEqual(['File', 'Edit', 'View', 'Help', 'windowMenu'])
  const [save] = made[0].submenu!
  expect(save).toMatchObject({
    label: 'Save && go',
    accelerator: 'CmdOrCtrl+S',
    registerAccelerator: false,
    enabled: true,
  })
  save.click!()
  expect(perform).toHaveBeenCalledExactlyOnceWith('file.save')
  expect(made[1].submenu!.map(item => item.role ?? item.label)).toEqual(['Undo', undefined, 'cut', 'copy', 'paste'])
  expect(made[1].submenu![0]).toMatchObject({ accelerator: 'CmdOrCtrl+Shift+Z', enabled: false })
  expect(made[2].submenu![0]).toMatchObject({ type: 'checkbox', checked: true })
  // Electron throws on keys that it cannot parse: they are not shown.
  expect(made[3].submenu![0]).not.toHaveProperty('accelerator')
})

it('has the application menu first on a Mac', () => {
  const made = menuTemplate([], 'darwin', () => {}) as Item[]
  expect(made.map(({ role }) => role)).toEqual(['appMenu', 'windowMenu'])
})

it('leaves the keys of the page and of fields alone on a Mac', () => {
  const keys = ['Mod+S', 'Mod+Shift+S', 'F5', 'Delete', 'A', 'Alt+N', 'Mod+Z', 'Mod+Shift+Z', 'Mod+A']
  const items = keys.map(k => ({ id: k, title: k, keys: k, enabled: true }))
  const shown = (platform: string): (string | undefined)[] =>
    (menuTemplate([{ title: 'Edit', items }], platform, () => {}) as Item[])
      .find(({ label }) => label === 'Edit')!
      .submenu!.slice(0, keys.length)
      .flatMap(({ label, accelerator }) => (accelerator === undefined ? [] : label))
  expect(shown('darwin')).toEqual(['Mod+S', 'Mod+Shift+S'])
  expect(shown('win32')).toEqual(keys)
  const [, edit] = menuTemplate([{ title: 'Edit', items: [] }], 'darwin', () => {}) as Item[]
  expect(edit.submenu!.flatMap(({ role }) => role ?? [])).toEqual(['cut', 'copy', 'paste', 'undo', 'redo', 'selectAll'])
})

it.each([
  [[{ title: 'File', items: [{ id: 'a', title: 'A', enabled: true, role: 'quit' }] }]],
  [[{ title: 'File', items: [{ id: 'a', title: 'A', enabled: 'yes' }] }]],
  [[{ title: 'x'.repeat(300), items: [] }]],
  [Array(30).fill({ title: 'File', items: [] })],
  ['File'],
])('takes no menu that is not plain data: %j', wrong => {
  expect(menu.safeParse(wrong).success).toBe(false)
})
