import { type ShallowRef, shallowRef } from 'vue'
import { type Theme, themes } from '../../shared/results/theme'

let theme: ShallowRef<Theme> | undefined

/** The theme that the page shows now: the person's choice on the root element, else the system's. */
export function usePageTheme(): Readonly<ShallowRef<Theme>> {
  theme ??= watched()
  return theme
}

function watched(): ShallowRef<Theme> {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const root = document.documentElement
  const now = (): Theme =>
    themes[(root.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark' ? 'dark' : 'light']
  const made = shallowRef(now())
  const follow = (): void => void (made.value = now())
  system.addEventListener('change', follow)
  new MutationObserver(follow).observe(root, { attributes: true, attributeFilter: ['data-theme'] })
  return made
}
