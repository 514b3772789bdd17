import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Longest wait for an answer: the slowest fit takes some 30 s. What takes longer is not worth its column. */
const patienceMilliseconds = 90_000

/** A program that answers questions: one line of JSON for each line of JSON. A line with `error` is no answer. */
export class Peer implements Disposable {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string>
  #complaint = ''
  #late = false

  constructor(program: string, args: readonly string[]) {
    this.#child = spawn(program, args)
    this.#child.stderr.on('data', (text: Buffer) => (this.#complaint += text.toString()))
    // A program that has ended takes no questions: the answer that does not come says so.
    this.#child.stdin.on('error', () => undefined)
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  /** Whether it still answers. */
  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && !this.#child.killed
  }

  async ask<Answer>(question: Record<string, unknown>): Promise<Answer> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`)
    const patience = setTimeout(() => {
      this.#late = true
      this.#child.kill('SIGKILL')
    }, patienceMilliseconds)
    let line = await this.#lines.next()
    // Dawn writes faults of WebGPU between the answers: what it computed then is void.
    let faults = ''
    for (; !line.done && !line.value.startsWith('{'); line = await this.#lines.next()) faults += ` ${line.value.trim()}`
    clearTimeout(patience)
    if (line.done) {
      if (this.#late) throw new Error(`no answer within ${patienceMilliseconds / 1000} s`)
      if (this.alive) await once(this.#child, 'exit')
      const last = this.#complaint.trim().split('\n').at(-1)
      throw new Error(`ended with ${this.#child.exitCode ?? this.#child.signalCode}${last ? `: ${last}` : ''}`)
    }
    const answer = JSON.parse(line.value) as Answer & { error?: string }
    const fault = answer.error ?? faults.trim()
    if (fault !== '') throw new Error(fault)
    return answer
  }

  [Symbol.dispose](): void {
    this.#child.kill()
  }
}
