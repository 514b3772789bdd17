/** Items of a list that are written at once: a few tenths of a millisecond for points of a chart. */
const atOnce = 256

/** Milliseconds of work before others get their turn. */
const turn = 8

/**
 * JSON of plain data, as `JSON.stringify` writes it, made in turns: results of a million rows take a page 100 ms at once, and 100 more to
 * hand them to `fetch` as a text. The value must not change meanwhile; what JSON has no word for is left out of objects and null in lists.
 */
export async function jsonInTurns(value: unknown): Promise<Blob> {
  /** What is written; each turn leaves its own behind, so that nothing handles all of it at once. */
  const written: Blob[] = []
  let parts: string[] = []
  let since = performance.now()
  async function othersToo(): Promise<void> {
    if (performance.now() - since <= turn) return
    written.push(new Blob(parts))
    parts = []
    await new Promise(resolve => setTimeout(resolve))
    since = performance.now()
  }
  async function write(part: unknown): Promise<void> {
    await othersToo()
    if (Array.isArray(part)) return writeList(part)
    if (typeof part !== 'object' || part === null || 'toJSON' in part) {
      parts.push(JSON.stringify(part) ?? 'null')
      return
    }
    const own = Object.entries(part).filter(([, inside]) => inside !== undefined && typeof inside !== 'function')
    parts.push('{')
    for (const [i, [key, inside]] of own.entries()) {
      parts.push(`${i > 0 ? ',' : ''}${JSON.stringify(key)}:`)
      await write(inside)
    }
    parts.push('}')
  }
  async function writeList(list: readonly unknown[]): Promise<void> {
    const flat = isFlat(list[0])
    parts.push('[')
    for (let i = 0; i < list.length; i += flat ? atOnce : 1) {
      if (i > 0) parts.push(',')
      await (flat ? writeFlat(list.slice(i, i + atOnce)) : write(list[i]))
    }
    parts.push(']')
  }
  async function writeFlat(some: readonly unknown[]): Promise<void> {
    // Lists of numbers, texts or pairs are written by the program's own quick writer.
    await othersToo()
    parts.push(JSON.stringify(some).slice(1, -1))
  }
  await write(value)
  return new Blob([...written, ...parts])
}

/** A number, a text, or a short list of them. */
const isFlat = (item: unknown): boolean =>
  typeof item !== 'object' ||
  item === null ||
  (Array.isArray(item) && item.length < 8 && item.every(x => typeof x !== 'object' || x === null))
