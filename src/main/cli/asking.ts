/** Questions on a terminal, one at a time; the next line answers. */
export class Asking {
  readonly #waiting: { text: string; answer: (yes: boolean) => void }[] = []
  readonly #say: (text: string) => void

  constructor(say: (text: string) => void) {
    this.#say = say
  }

  ask(text: string): Promise<boolean> {
    return new Promise(answer => {
      this.#waiting.push({ text, answer })
      if (this.#waiting.length === 1) this.#put()
    })
  }

  /** Takes a line; false when nothing was asked. Only a y allows. */
  take(line: string): boolean {
    const asked = this.#waiting.shift()
    if (!asked) return false
    const yes = /^y(es)?$/i.test(line.trim())
    this.#say(yes ? 'Allowed until Lathe ends.' : 'Not allowed.')
    asked.answer(yes)
    if (this.#waiting.length > 0) this.#put()
    return true
  }

  #put(): void {
    this.#say(`${this.#waiting[0].text} Allow it? Type y, then Enter; Enter alone refuses.`)
  }
}
