import { spawn } from 'node:child_process'

/** The command that opens an address in the person's browser; undefined where there is no display to open it on. */
export function browserCommand(
  address: string,
  platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open', address]
  // Not `start`, which would read the address as a shell does.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address]
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open', address] : undefined
}

/** Opens an address in the person's browser; false when that cannot be, as where `xdg-open` finds none. The address has been printed: nothing is lost then. */
export function openBrowser(address: string, patience = 5_000): Promise<boolean> {
  const command = browserCommand(address)
  if (!command) return Promise.resolve(false)
  const [program, ...args] = command
  return new Promise(resolve => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    child.on('error', () => resolve(false))
    // Some openers end at once, others stay as long as the browser does.
    child.on('exit', code => resolve(code === 0))
    setTimeout(() => resolve(true), patience).unref()
    child.unref()
  })
}
