/** Text as a terminal may show it: names in data can hold control sequences. Newlines and tabs stay. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
    c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}

/** One line per node on a terminal: name, bar, time left. Nothing when `quiet` or when standard error is not a terminal. */
export class Progress {
  #open = false

  constructor(private readonly quiet: boolean) {}

  show(node: string, fraction: number, secondsLeft: number | null): void {
    if (this.quiet || !process.stderr.isTTY) return
    const full = Math.round(24 * fraction)
    const left = secondsLeft === null ? '' : ` ${Math.ceil(secondsLeft)} s left`
    process.stderr.write(`\r\x1b[K${printable(node).padEnd(16)} ${'█'.repeat(full)}${'░'.repeat(24 - full)}${left}`)
    this.#open = true
  }

  line(text: string): void {
    if (this.quiet) return
    process.stderr.write(`${this.#open ? '\r\x1b[K' : ''}${printable(text)}\n`)
    this.#open = false
  }
}
