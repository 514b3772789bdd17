import { expect, it } from 'vitest'
import { noAdapter } from './noAdapter'

const mesa22 = ['Vulkan shaderUniform*ArrayDynamicIndexing required.']
const none = ['vkCreateInstance: Found no drivers!', 'vkCreateInstance failed with VK_ERROR_INCOMPATIBLE_DRIVER']

it('does not tell to install the driver that was refused', () => {
  const { message, remedy } = noAdapter(mesa22, 'linux', {})
  expect(message).toContain(mesa22[0].slice(0, -1))
  expect(remedy).toMatch(/^Update the driver.*--adapter software/)
  expect(remedy).not.toMatch(/install/i)
})

it('tells to install one where there is none', () => {
  expect(noAdapter(none, 'linux', {}).remedy).toMatch(/mesa-vulkan-drivers.*--adapter software/)
  expect(noAdapter([], 'linux', {}).remedy).toMatch(/mesa-vulkan-drivers/)
  expect(noAdapter([], 'win32', {}).remedy).not.toMatch(/mesa|Vulkan/)
})

it.each([[mesa22], [none]])('names the variable that chose the driver: %j', words => {
  const { remedy } = noAdapter(words, 'linux', { VK_DRIVER_FILES: '/opt/old.json' })
  expect(remedy).toMatch(/^VK_DRIVER_FILES names/)
  expect(remedy).not.toMatch(/--adapter/)
})
