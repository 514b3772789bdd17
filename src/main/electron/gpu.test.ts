import { describe, expect, it } from 'vitest'
import { gpuSwitches } from './gpu'

const given = (platform: string, args: string[] = [], env: Record<string, string> = {}) =>
  Object.fromEntries(gpuSwitches(platform, args, env).map(([name, value]) => [name, value ?? true]))

describe('the switches for WebGPU', () => {
  it('ask for Vulkan where Linux draws by X11', () => {
    expect(given('linux', [], { XDG_SESSION_TYPE: 'x11' })).toHaveProperty('enable-features', 'Vulkan')
    expect(given('linux', [], {})).toHaveProperty('enable-features', 'Vulkan')
    expect(given('linux', ['--ozone-platform=x11'], { XDG_SESSION_TYPE: 'wayland' })).toHaveProperty('enable-features')
    expect(given('darwin')).not.toHaveProperty('enable-features')
  })

  it('leave Vulkan out where no window would appear', () => {
    expect(given('linux', [], { XDG_SESSION_TYPE: 'wayland' })).not.toHaveProperty('enable-features')
    expect(given('linux', [], { WAYLAND_DISPLAY: 'wayland-0' })).not.toHaveProperty('enable-features')
    expect(given('linux', ['--ozone-platform', 'wayland'], { XDG_SESSION_TYPE: 'x11' })).not.toHaveProperty(
      'enable-features',
    )
  })

  it.each(['linux', 'darwin', 'win32'])('let the GPU crash as often as it will on %s', platform => {
    expect(given(platform)).toHaveProperty('disable-gpu-process-crash-limit', true)
  })

  it('ask for unsafe WebGPU only where Chromium gives none without', () => {
    expect(given('linux')).toHaveProperty('enable-unsafe-webgpu')
    for (const platform of ['darwin', 'win32']) expect(given(platform)).not.toHaveProperty('enable-unsafe-webgpu')
  })

  it('choose the software adapter when asked', () => {
    for (const args of [
      ['run', 'a.lathe.json', '--adapter', 'software'],
      ['run', '--adapter=software'],
    ])
      expect(given('linux', args)).toHaveProperty('use-webgpu-adapter', 'swiftshader')
    for (const args of [['software'], ['run', '--adapter', 'hardware', 'software'], ['--adapter']])
      expect(given('linux', args)).not.toHaveProperty('use-webgpu-adapter')
  })
})
