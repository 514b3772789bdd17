/**
 * Variants of a shader from one file. Lines that begin with `//%` are directives, everything else is WGSL:
 *
 *     //% for i in 0..rows      … once per i = 0 … rows − 1
 *     //% if subgroups > 0      … when it is not 0
 *     //% else
 *     //% end
 *
 * `{{expression}}` in a line, directives included (`//% if mode{{i}} == 1`), stands for a whole number. Expressions have the
 * variant's names, loop variables, integers, + - * / % comparisons and parentheses; `/` rounds down. Register tiles have to be written
 * out: neither Tint nor the software adapters keep an indexed array in registers (57 GFLOPS written out, 6 with `array<vec4f, 8>` on
 * lavapipe).
 *
 * Errors: a plain `Error` naming the line; a shader that does not expand is a fault of the program.
 */
export function expand(source: string, variant: Readonly<Record<string, number>>): string {
  const lines = source.split('\n')
  const out: string[] = []
  const end = section(lines, 0, { ...variant }, out)
  if (end < lines.length) throw new Error(`line ${end + 1}: ${lines[end].trim()} closes nothing`)
  return out.join('\n')
}

type Names = Record<string, number>

const directive = /^\s*\/\/%\s*(for|if|else|end)\b\s*(.*)$/
const loop = /^(\w+) in (.+)\.\.(.+)$/

/** Expands lines from `at` on until an `else` or `end` of this depth; returns where that stands. `out` undefined: nothing is kept. */
function section(lines: readonly string[], at: number, names: Names, out: string[] | undefined): number {
  while (at < lines.length) {
    const found = directive.exec(lines[at])
    if (!found) {
      out?.push(filled(lines[at], names, at))
      at++
      continue
    }
    const [, word, text = ''] = found
    if (word === 'else' || word === 'end') return at
    const rest = out ? filled(text, names, at) : text
    at = word === 'for' ? repeated(lines, at, rest, names, out) : chosen(lines, at, rest, names, out)
  }
  return at
}

const blank = /\{\{([^{}]+)\}\}/g

/** Fills blanks from the inside out: `{{slot{{i}}}}`. */
function filled(text: string, names: Names, line: number): string {
  const once = text.replace(blank, (_, expression: string) => String(valueOf(expression, names, line)))
  return once === text ? text : filled(once, names, line)
}

function repeated(lines: readonly string[], at: number, rest: string, names: Names, out: string[] | undefined): number {
  const [, name, from, to] = loop.exec(rest.trim()) ?? fail(at, `“for ${rest}” is not “for i in a..b”`)
  const body = at + 1
  const [first, last] = out ? [valueOf(from, names, at), valueOf(to, names, at)] : [0, 0]
  for (let i = first; i < last; i++) section(lines, body, { ...names, [name]: i }, out)
  return closed(lines, section(lines, body, names, undefined), at)
}

function chosen(lines: readonly string[], at: number, rest: string, names: Names, out: string[] | undefined): number {
  const yes = out !== undefined && valueOf(rest, names, at) !== 0
  let end = section(lines, at + 1, names, yes ? out : undefined)
  if (directive.exec(lines[end] ?? '')?.[1] === 'else') end = section(lines, end + 1, names, yes ? undefined : out)
  return closed(lines, end, at)
}

function closed(lines: readonly string[], end: number, opened: number): number {
  if (directive.exec(lines[end] ?? '')?.[1] !== 'end') fail(opened, 'has no end')
  return end + 1
}

const operators: readonly Record<string, (a: number, b: number) => number>[] = [
  { '<': (a, b) => Number(a < b), '>': (a, b) => Number(a > b), '==': (a, b) => Number(a === b) },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => Math.floor(a / b), '%': (a, b) => a % b },
]

function valueOf(text: string, names: Names, line: number): number {
  const words = text.match(/\d+|\w+|==|[-+*/%<>()]|\S/g) ?? []
  let at = 0
  const level = (depth: number): number => {
    if (depth === operators.length) return atom()
    let value = level(depth + 1)
    for (let act; (act = operators[depth][words[at] ?? '']);) {
      at++
      value = act(value, level(depth + 1))
    }
    return value
  }
  const atom = (): number => {
    const word = words[at++] ?? ''
    if (word === '(') {
      const value = level(0)
      return words[at++] === ')' ? value : fail(line, `“${text}” lacks a parenthesis`)
    }
    if (/^\d+$/.test(word)) return Number(word)
    return Object.hasOwn(names, word) ? names[word] : fail(line, `“${word}” in “${text}” has no value`)
  }
  const value = level(0)
  return at === words.length ? value : fail(line, `“${text}” is not an expression`)
}

function fail(line: number, message: string): never {
  throw new Error(`line ${line + 1}: ${message}`)
}
