import { spawnSync } from 'node:child_process'

/** A Python that has the module, or undefined: then the peer's columns stay empty. PYTHON names another program. */
export function findPython(module: string): string | undefined {
  const programs = [process.env['PYTHON'], '/usr/bin/python3', 'python3', 'python'].filter(p => p !== undefined)
  return programs.find(program => spawnSync(program, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0)
}
