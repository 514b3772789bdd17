/** Why Dawn found no adapter, from what the drivers said (`driverWords`), and what to do about it. A driver that is there but refused is not to be installed again. */
export function noAdapter(
  words: readonly string[],
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
): { message: string; remedy: string } {
  const named = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES'].find(name => env[name])
  const refused = words.filter(line => /\brequired\b|not support|lacks/i.test(line) && !line.startsWith('vkCreate'))
  if (refused.length > 0)
    return {
      message: `No WebGPU adapter was found: Dawn refuses this machine's Vulkan driver (${refused.join(' ').replace(/\.$/, '')}).`,
      remedy: named
        ? `${named} names that driver: name a newer one, or unset it.`
        : 'Update the driver (Mesa 25 does; 22.3, which Debian 12 has, does not), or run with --adapter software.',
    }
  const message = 'No WebGPU adapter was found.'
  if (platform !== 'linux') return { message, remedy: 'Update the driver of the graphics card.' }
  if (named)
    return { message, remedy: `${named} names the only Vulkan drivers that are used: name others, or unset it.` }
  return { message, remedy: 'Install a Vulkan driver (Debian: mesa-vulkan-drivers), or run with --adapter software.' }
}
