import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parcelFile, tarFiles, unpackOnce, writeFiles } from './unpack.mjs'

/** @typedef {'auto' | 'hardware' | 'software'} AdapterChoice */

/**
 * The environment in which a Node process finds a WebGPU adapter with nothing installed but npm packages. Set it before the process starts:
 * Dawn looks for `libvulkan.so.1` along the library path, which Linux reads once.
 *
 * The Vulkan loader and SwiftShader, a driver in software, come with `@sparticuz/chromium`. `auto` offers SwiftShader beside the machine's
 * own drivers (hardware comes first when the engine chooses), `software` offers it alone, `hardware` not at all. Drivers the person names
 * in VK_DRIVER_FILES stay the only ones. macOS and Windows have Metal and Direct3D: nothing to set.
 *
 * @param {AdapterChoice} choice
 * @returns {Record<string, string>}
 */
export function adapterEnvironment(choice) {
  const { platform, arch, env } = process
  if (platform !== 'linux') return {}
  const drivers = systemDrivers()
  if (arch !== 'x64') {
    if (drivers.length === 0) {
      process.stderr.write('lathe: no Vulkan driver found; install the packages libvulkan1 and mesa-vulkan-drivers.\n')
    }
    return {}
  }
  const folder = unpackOnce('vulkan', fill)
  const library = { LD_LIBRARY_PATH: [folder, env.LD_LIBRARY_PATH].filter(Boolean).join(':') }
  const swiftShader = join(folder, manifest)
  if (env.VK_DRIVER_FILES || env.VK_ICD_FILENAMES || choice === 'hardware') return library
  if (choice === 'software') return { ...library, VK_DRIVER_FILES: swiftShader }
  // Mesa's lavapipe is several times faster than SwiftShader (matrix product 1024: 57 against 8 GFLOPS); both would rank alike.
  if (drivers.some(file => file.startsWith('lvp_icd'))) return library
  return { ...library, VK_ADD_DRIVER_FILES: swiftShader }
}

/**
 * Reads `--adapter X` or `--adapter=X`. Refusing a wrong value is left to the command line.
 *
 * @param {readonly string[]} args
 * @returns {AdapterChoice}
 */
export function adapterChoice(args) {
  const at = args.findIndex(arg => arg === '--adapter' || arg.startsWith('--adapter='))
  const value = at < 0 ? 'auto' : args[at] === '--adapter' ? args[at + 1] : args[at].slice('--adapter='.length)
  return value === 'hardware' || value === 'software' ? value : 'auto'
}

const manifest = 'vk_swiftshader_icd.json'

/** @param {string} folder */
function fill(folder) {
  const wanted = ['libvulkan.so.1', 'libvk_swiftshader.so']
  const files = tarFiles(parcelFile('swiftshader.tar'))
  writeFiles(folder, new Map([...files].filter(([name]) => wanted.includes(name))))
  const icd = { file_format_version: '1.0.0', ICD: { library_path: './libvk_swiftshader.so', api_version: '1.0.5' } }
  writeFileSync(join(folder, manifest), JSON.stringify(icd))
}

/** Names of the driver manifests where the Vulkan loader looks for them. */
function systemDrivers() {
  const { HOME, XDG_DATA_DIRS, XDG_DATA_HOME } = process.env
  const shares = (XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':')
  const home = XDG_DATA_HOME || (HOME && join(HOME, '.local/share'))
  return ['/etc', ...shares, ...(home ? [home] : [])]
    .map(place => join(place, 'vulkan/icd.d'))
    .filter(place => existsSync(place))
    .flatMap(place => readdirSync(place))
}
