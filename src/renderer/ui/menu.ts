/** An entry of a menu. */
export interface MenuItem {
  label: string
  icon?: string
  /** Its keys, as people read them. */
  keys?: string | undefined
  disabled?: boolean
  danger?: boolean
  /** A line above it. */
  parted?: boolean
  perform: () => void
}
