import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A Python that has the module, or undefined: then the peer's columns stay empty. PYTHON names another program. */
export function findPython(module: string): string | undefined {
  const programs = [process.env['PYTHON'], '/usr/bin/python3', 'python3', 'python'].filter(p => p !== undefined)
  return programs.find(program => spawnSync(program, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0)
}

/** A script that answers questions: one line of JSON for each line of JSON. */
export class PythonPeer implements Disposable {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string>
  #complaint = ''

  constructor(program: string, script: string, args: readonly string[]) {
    this.#child = spawn(program, [script, ...args])
    this.#child.stderr.on('data', (text: Buffer) => (this.#complaint += text.toString()))
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  async ask<Answer>(question: Record<string, unknown>): Promise<Answer> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`)
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`The Python peer ended: ${this.#complaint.trim().split('\n').at(-1)}`)
    return JSON.parse(value) as Answer
  }

  [Symbol.dispose](): void {
    this.#child.kill()
  }
}
