import type { Desktop } from '../../shared/contracts/desktop'

declare global {
  interface Window {
    readonly lathe?: Desktop
  }
}

/** What only the desktop window can do; undefined in a browser. */
export const desktop: Desktop | undefined = window.lathe
