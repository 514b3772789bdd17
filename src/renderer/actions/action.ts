/**
 * An action is data: toolbar, menus, the command palette and the shortcuts are drawn from the same list.
 */
export interface Action {
  /** `document.save`, `node.duplicate`. */
  id: string
  title: string
  /** Where the palette and menus list it. */
  group: 'File' | 'Edit' | 'Node' | 'View' | 'Run' | 'Help'
  /** Name of a lucide icon. */
  icon?: string
  /** `Mod+S`, `F5`, `Delete`: Mod is Ctrl, or Command on a Mac. The first is shown. */
  keys?: readonly string[]
  /** Whether it can be done now. */
  enabled?: () => boolean
  /** A switch that is on. */
  checked?: () => boolean
  perform: () => void | Promise<void>
  /** Shortcuts that work while the person types in a field. */
  whileTyping?: boolean
}
