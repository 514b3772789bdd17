/** Files for the tests of the import: tables written in every dialect, from a seed. */
export interface CorpusFile {
  name: string
  text: string
  expected: {
    delimiter: string
    decimal: '.' | ','
    header: boolean
    skippedLines: number
    rows: number
    names: string[]
  }
}

export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

type Random = () => number
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]

const words = ['river', 'stone', 'Ångström', 'north gate', "l'été", 'plain', 'blue', 'Zürich', 'it is', 'x']
const risky = ['Smith, John', 'a; b', 'left|right', 'tab\there', 'say "hi"', '5" pipe', 'O’Neill']
const titles = ['Monthly report', 'Source: the survey of 2020', 'Exported by the station']

const delimiters = [',', ';', '\t', '|']
const quotings = ['none', 'minimal', 'all'] as const
const lineEnds = ['\n', '\r\n', '\r']
const preambles = [0, 1, 3]

/** 400 or so files: delimiter × quoting × decimal mark × preamble × line end × header. */
export function dialectCorpus(seed: number): CorpusFile[] {
  const random = seeded(seed)
  const files: CorpusFile[] = []
  for (const delimiter of delimiters)
    for (const quoting of quotings)
      for (const decimal of ['.', ','] as const)
        for (const preamble of preambles)
          for (const lineEnd of lineEnds)
            for (const header of [true, false]) {
              if (delimiter === ',' && decimal === ',' && quoting === 'none') continue
              files.push(dialectFile(random, { delimiter, quoting, decimal, preamble, lineEnd, header }))
            }
  return files
}

interface Choice {
  delimiter: string
  quoting: (typeof quotings)[number]
  decimal: '.' | ','
  preamble: number
  lineEnd: string
  header: boolean
}

function dialectFile(random: Random, choice: Choice): CorpusFile {
  const { delimiter, decimal, preamble, lineEnd, header } = choice
  const rows = 5 + Math.floor(random() * 40)
  const names = ['id', 'weight', 'group', 'note', 'day']
  const write = (cells: string[]): string => cells.map(cell => writeCell(cell, choice)).join(delimiter)
  const lines: string[] = []
  for (let i = 0; i < preamble; i++) lines.push(i === preamble - 1 && preamble > 1 ? '' : pick(random, titles))
  if (header) lines.push(write(names))
  for (let i = 0; i < rows; i++) {
    const note = choice.quoting !== 'none' && random() < 0.3 ? pick(random, risky) : pick(random, words)
    const weight =
      random() < 0.1 ? '' : (random() * 100 - 20).toFixed(1 + Math.floor(random() * 3)).replace('.', decimal)
    const day = new Date(Date.UTC(2019, 0, 1 + Math.floor(random() * 900))).toISOString().slice(0, 10)
    lines.push(write([String(1000 + i), weight, pick(random, ['red', 'green', 'blue']), note, day]))
  }
  const text = lines.join(lineEnd) + (random() < 0.8 ? lineEnd : '')
  const name = JSON.stringify({ ...choice, rows })
  const numbered = names.map((_, i) => `column${i + 1}`)
  return {
    name,
    text,
    expected: { delimiter, decimal, header, skippedLines: preamble, rows, names: header ? names : numbered },
  }
}

function writeCell(cell: string, { delimiter, quoting }: Choice): string {
  const needed = cell.includes(delimiter) || cell.startsWith('"') || /[\r\n]/.test(cell)
  if (quoting === 'none' || (quoting === 'minimal' && !needed)) return cell
  return `"${cell.replaceAll('"', '""')}"`
}

const inserts = [
  '"',
  '\n',
  '\r',
  '\r\n',
  ',',
  ';',
  '\t',
  '|',
  '""',
  "'",
  '\0',
  'é',
  ' ',
  '\n\n',
  '","',
  '"\n"',
  '1e999',
  '\u{1F600}',
  '# ',
]

/** The text with one to four pieces put in, cut out or doubled. */
export function mutate(text: string, random: () => number): string {
  let mutated = text
  const at = (): number => Math.floor(random() * (mutated.length + 1))
  for (let n = Math.floor(random() * 4) + 1; n > 0; n--) {
    const [a, b] = [at(), at()].sort((x, y) => x - y)
    const kind = random()
    if (kind < 0.5) mutated = mutated.slice(0, a) + inserts[Math.floor(random() * inserts.length)] + mutated.slice(a)
    else if (kind < 0.75) mutated = mutated.slice(0, a) + mutated.slice(Math.min(b, a + 5))
    else if (kind < 0.85) mutated = mutated.slice(0, a)
    else mutated = mutated.slice(0, b) + mutated.slice(a)
  }
  return mutated
}
