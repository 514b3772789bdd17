import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where a person's datasets and projects live: LATHE_DATA, else where the platform keeps the data of programs. */
export function dataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
  home = homedir(),
): string {
  const chosen = env['LATHE_DATA']
  if (chosen) return resolve(chosen)
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Lathe')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Lathe')
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'lathe')
}
