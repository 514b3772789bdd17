import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parcelFile, tarFiles, unpackOnce, writeFiles } from './unpack.mjs'

/** @typedef {'auto' | 'hardware' | 'software'} AdapterChoice */

/**
 * The environment in which a Node process finds a WebGPU adapter with nothing installed but npm packages. Set it before the process starts:
 * Dawn looks for `libvulkan.so.1` along the library path, which Linux reads once.
 *
 * The Vulkan loader and SwiftShader, a driver in software, come with `@sparticuz/chromium` for Linux x64. `auto` adds SwiftShader to the
 * machine's own drivers, which the loader then lists first: a lavapipe that Dawn accepts (Mesa 25; not 22.3) is several times faster.
 * `software` offers SwiftShader alone, `hardware` leaves it out. Drivers the person names in VK_DRIVER_FILES stay the only ones.
 * On other machines there is nothing to set: macOS and Windows have Metal and Direct3D, Linux arm64 needs Vulkan drivers of its own.
 *
 * @param {AdapterChoice} choice
 * @returns {Record<string, string>}
 */
export function adapterEnvironment(choice) {
  const { platform, arch, env } = process
  if (platform !== 'linux' || arch !== 'x64') return {}
  const folder = unpackOnce('vulkan', fill)
  const library = { LD_LIBRARY_PATH: [folder, env.LD_LIBRARY_PATH].filter(Boolean).join(':') }
  const swiftShader = join(folder, manifest)
  if (env.VK_DRIVER_FILES || env.VK_ICD_FILENAMES || choice === 'hardware') return library
  if (choice === 'software') return { ...library, VK_DRIVER_FILES: swiftShader }
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
