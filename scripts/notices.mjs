// The licences of everything that is shipped, as one text.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './unpack.mjs'

/** Terms a package may have to be shipped; another one is a person's decision. */
const known = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'PSF-2.0']

const openFont = readFileSync(join(root, 'src/main/reports/font/LICENSE.txt'), 'utf8').replace(/^Copyright.*\n/, '')
const fonts = [
  ['Inter', 'Copyright 2016 The Inter Project Authors (https://github.com/rsms/inter)'],
  ['JetBrains Mono', 'Copyright 2020 The JetBrains Mono Project Authors (https://github.com/JetBrains/JetBrains-Mono)'],
]

/**
 * Names, terms and texts of the packages that the lock file has for more than development and that are here, of Electron, and of the fonts.
 * Chromium's own come beside Electron's binary. Errors: a package without a text, or under terms that nobody has looked at.
 */
export function notices() {
  /** @type {Record<string, { version: string, license?: string, dev?: boolean }>} */
  const packages = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const shipped = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && (!dev || path === 'node_modules/electron'))
    .filter(([path]) => existsSync(join(root, path)))
    .map(([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      if (!known.includes(license ?? '')) throw new Error(`${name}: the terms ${license} have not been looked at.`)
      return /** @type {const} */ ([`${name} ${version} (${license})`, textsOf(path)])
    })
  const parts = [
    'What Lathe is built on, and its terms. Those of Chromium are in LICENSES.chromium.html beside the program.',
    ...[...new Map(shipped)].map(([head, text]) => `${head}\n\n${text.trim()}`),
    ...fonts.map(([name, copyright]) => `${name} (OFL-1.1)\n\n${copyright}\n${openFont.trim()}`),
  ]
  return `${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

/** @param {string} path of a package */
function textsOf(path) {
  const names = readdirSync(join(root, path), { withFileTypes: true })
    .filter(entry => entry.isFile() && /^(licen[sc]e|copying|notice)/i.test(entry.name))
    .map(entry => entry.name)
  if (names.length === 0) throw new Error(`${path} has no text of its licence.`)
  return names.map(name => readFileSync(join(root, path, name), 'utf8')).join('\n')
}
