import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built page: beside the program in `dist`, in a checkout and in an installed app alike. */
export function pageFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  return resolve(here, here.includes('dist') ? '../renderer' : '../../../dist/renderer')
}
