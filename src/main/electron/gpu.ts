/** A switch of Chromium's command line. */
type Switch = readonly [name: string, value?: string]

/**
 * What Chromium must be told so that pages have WebGPU, and keep it; `args` and `env` are those of this process. Without a GPU, or when `--adapter software` asks
 * for it, SwiftShader computes. On Linux the hardware is reached through Vulkan. Under Wayland Chromium cannot draw with Vulkan and would show
 * no window at all: there it is not asked for, and WebGPU takes what Chromium finds; `--ozone-platform=x11` gives Vulkan back.
 */
export function gpuSwitches(
  platform: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Switch[] {
  const software = valueOf(args, 'adapter') === 'software'
  return [
    // Elsewhere Chromium gives WebGPU on the GPU by itself.
    ...(platform === 'linux' || software ? [['enable-unsafe-webgpu'] as const] : []),
    ['enable-unsafe-swiftshader'],
    // After three crashes within minutes Chromium would give no GPU until the program is started again, and end at the sixth.
    ['disable-gpu-process-crash-limit'],
    ...(platform === 'linux' && !drawsByWayland(args, env) ? [['enable-features', 'Vulkan'] as const] : []),
    ...(software ? [['use-webgpu-adapter', 'swiftshader'] as const] : []),
  ]
}

function drawsByWayland(args: readonly string[], env: Readonly<Record<string, string | undefined>>): boolean {
  const chosen = valueOf(args, 'ozone-platform')
  if (chosen !== undefined) return chosen === 'wayland'
  return env['XDG_SESSION_TYPE'] === 'wayland' || (env['XDG_SESSION_TYPE'] !== 'x11' && Boolean(env['WAYLAND_DISPLAY']))
}

/** The value of `--name value` or `--name=value`. */
function valueOf(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex(arg => arg === `--${name}` || arg.startsWith(`--${name}=`))
  const [, value] = args[at]?.split('=', 2) ?? []
  return at < 0 ? undefined : (value ?? args[at + 1])
}
