// Every check that needs no test run, each to its end, so that one look shows all faults.
import { spawnSync } from 'node:child_process'

for (const name of ['format:check', 'lint', 'types', 'walls', 'size']) {
  console.log(`\n· ${name}`)
  const { status } = spawnSync('npm', ['run', '-s', name], { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exitCode = 1
}
