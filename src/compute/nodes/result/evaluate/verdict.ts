import type { Block, TextBlock } from '../../../../shared/results/blocks'
import { chiefPart, type PairTest } from '../../../../shared/results/evaluation'
import { formatCount, formatNumber } from '../../../../shared/results/format'
import type { Pair } from './pairedTests'
import type { ScoredPart, Scores } from './scores'

/** What the paired tests come to. Names are keys of the summary. */
export interface Verdict {
  /** The model to prefer; absent where nothing speaks for one. */
  chosen?: string
  /** The model the others are held against: the winner, or the one that leads by chance or not. */
  leader: Scores
  block: TextBlock
}

/** What a paired test compares, in words; and the figure that models are ranked by, the smaller the better. */
const compares: Readonly<
  Record<PairTest['method'], { lead: string; only: string; test: string; loss: (part: ScoredPart) => number | null }>
> = {
  mcNemar: {
    lead: 'Difference in accuracy',
    only: 'Only one right',
    test: "McNemar's test, mid-p",
    loss: ({ rows, right }) => (right === undefined ? null : (rows - right) / rows),
  },
  pairedT: {
    lead: 'Smaller mean absolute error',
    only: 'Rows nearer',
    test: "Student's paired test of absolute errors",
    loss: ({ figures }) => figures['mae'] ?? null,
  },
}

/**
 * Which of several models to prefer. There is a winner only where its lead over every other is beyond chance; among models that
 * cannot be told apart the one with fewer features is as good.
 */
export function verdictOf(all: readonly Scores[], pairs: readonly Pair[]): Verdict {
  const ranked = [...all].sort((a, b) => lossOf(pairs, a) - lossOf(pairs, b))
  const beaten = new Set(pairs.flatMap(({ test: { models, better } }) => models.filter(m => better && m !== better)))
  const front = ranked.filter(s => !beaten.has(s.name))
  const leader = front[0] ?? ranked[0]
  const rivals = pairsWith(leader, pairs)
  const say = (title: string, text: string[], settled: boolean, chosen?: string): Verdict => ({
    leader,
    ...(chosen !== undefined && { chosen }),
    block: { kind: 'text', id: 'verdict', title, text: text.join(' '), tone: 'verdict', settled, notes: notesOf(all) },
  })
  if (pairs.some(p => p.test.adjusted === null))
    return pairs.every(p => p.test.rows === 0)
      ? say('These models were judged on different rows.', [differentRows], false)
      : say('There is no test between all of these models.', [differentRows], false)
  const wins = rivals.filter(p => p.test.better === leader.name)
  if (wins.length === all.length - 1) {
    const closest = nearest(leader, wins)
    return say(`${leader.label} does best, by more than chance.`, [leadOf(leader, all, closest)], true, leader.name)
  }
  const open = rivals.filter(p => p.test.better === null && front.some(s => s !== leader && isIn(s, p)))
  const chosen = fewestFeatures(front)
  const grounds = [
    open.length > 0 ? leadOf(leader, all, nearest(leader, open)) : '',
    beaten.size > 0
      ? `${listOf(ranked.filter(s => beaten.has(s.name)))} ${beaten.size > 1 ? 'fall' : 'falls'} behind by more than chance.`
      : '',
    chosen
      ? `Prefer ${chosen.label}: as good, with ${formatCount(chosen.nFeatures!, 'feature')}.`
      : 'Nothing here speaks for one over the other.',
  ].filter(Boolean)
  const rows = formatCount(chiefPart(leader.parts).rows, 'row')
  const title =
    beaten.size === 0
      ? `No clear winner: the ${word(all.length)} models cannot be told apart on ${rows}.`
      : `${listOf(front)} lead, and cannot be told apart on ${rows}.`
  return say(title, grounds, false, chosen?.name)
}

/** What the leader is ahead of each other model by, over the same rows. */
export function differencesBlock({ leader }: Verdict, pairs: readonly Pair[]): Block[] {
  const rivals = pairsWith(leader, pairs).filter(p => p.lead !== null)
  if (rivals.length === 0) return []
  const turned = ({ lead, test: { models } }: Pair): { value: number; low: number | null; high: number | null } => {
    const { value, low, high } = lead!
    if (models[0] === leader.name) return { value, low, high }
    return { value: 0 - value, low: high === null ? null : 0 - high, high: low === null ? null : 0 - low }
  }
  const tested = pairs.filter(p => p.test.adjusted !== null).length
  const atOnce = tested > 1 ? ` that hold for all ${tested} pairs at once` : ''
  const what = compares[pairs[0].test.method].lead
  return [
    {
      kind: 'chart',
      id: 'differences',
      title: 'Difference, same rows',
      caption: `What ${leader.short} is ahead by, with 95 % intervals${atOnce}; hollow: not told apart.`,
      chart: {
        type: 'interval',
        value: { label: `${what}, ${leader.short} against the other` },
        categories: rivals.map(p => other(leader, p)),
        series: [{ name: leader.short, points: rivals.map(turned) }],
        reference: 0,
        tests: {
          of: rivals.map(pair => ({
            rows: rowsOf(pair, leader),
            p: pair.test.adjusted,
            verdict: pair.test.better === null ? verdictWords(pair.test, ...pair.labels) : `${nameIn(pair)} is better`,
            told: pair.test.better !== null,
          })),
          said: chanceSentence(rivals) + (pairs.length > 1 ? ` p is adjusted for ${pairs.length} pairs.` : ''),
        },
      },
    },
  ]
}

/** "5 against 9 rows": where only the leader, and only the other, is right or nearer. */
function rowsOf({ test, only: [a, b] }: Pair, { name }: Scores): string {
  const [own, others] = test.models[0] === name ? [a, b] : [b, a]
  return `${formatNumber(own, 'integer')} against ${formatNumber(others, 'integer')} rows`
}

const nameIn = ({ test: { models, better }, labels }: Pair): string => labels[better === models[0] ? 0 : 1]

function chanceSentence(rivals: readonly Pair[]): string {
  const told = rivals.filter(p => p.test.better !== null).length
  if (told === rivals.length) return told > 1 ? 'All are larger than chance gives.' : 'It is larger than chance gives.'
  if (told > 0) return 'The others are no larger than chance would give.'
  return rivals.length > 1
    ? 'None of the differences is larger than chance would give.'
    : 'The difference is no larger than chance would give.'
}

/** The paired tests, a line a pair. */
export function testsBlock(all: readonly Scores[], pairs: readonly Pair[]): Block {
  const { test: method, only: counted } = compares[pairs[0].test.method]
  const many = pairs.length > 1 ? `, adjusted for ${pairs.length} pairs` : ''
  const part = chiefPart(all[0].parts).name
  const caution = all[0].folds
    ? ' Folds share training rows, so small p-values are somewhat too small.'
    : part === 'train' || part === 'all'
      ? ' These rows include those that the models learned from: hold rows out for a fair test.'
      : ''
  return {
    kind: 'table',
    id: 'tests',
    title: 'Is the difference more than chance?',
    caption: `${method}${many}.${caution}`,
    columns: [
      { name: 'Model' },
      { name: 'Against' },
      { name: counted, align: 'right' },
      { name: 'p', format: 'p', align: 'right' },
      { name: 'Better' },
    ],
    rows: pairs.map(({ test, labels: [a, b], only }) => [
      a,
      b,
      test.rows === 0 ? null : `${formatNumber(only[0], 'integer')} against ${formatNumber(only[1], 'integer')}`,
      test.adjusted,
      verdictWords(test, a, b),
    ]),
  }
}

const differentRows = 'Between some of them there is no paired test: wire models behind one split into evaluate.'

function verdictWords({ adjusted, better, models, rows }: Pair['test'], a: string, b: string): string {
  if (adjusted === null) return rows === 0 ? 'judged on different rows' : 'too few rows'
  return better === null ? 'not told apart' : better === models[0] ? a : b
}

const lossOf = (pairs: readonly Pair[], { parts }: Scores): number =>
  compares[pairs[0].test.method].loss(chiefPart(parts)) ?? Infinity

const isIn = (scores: Scores, { test: { models } }: Pair): boolean => models.includes(scores.name)
const pairsWith = (scores: Scores, pairs: readonly Pair[]): Pair[] => pairs.filter(p => isIn(scores, p))
const other = ({ name }: Scores, { test, labels }: Pair): string => labels[test.models[0] === name ? 1 : 0]

/** The pair in which the leader is ahead by least. */
function nearest({ name }: Scores, pairs: readonly Pair[]): Pair {
  const ahead = ({ lead, test }: Pair): number => (lead ? (test.models[0] === name ? 1 : -1) * lead.value : Infinity)
  return [...pairs].sort((p, q) => ahead(p) - ahead(q))[0]
}

function leadOf(leader: Scores, all: readonly Scores[], pair: Pair): string {
  const first = pair.test.models[0] === leader.name
  const [more, fewer] = first ? pair.only : [pair.only[1], pair.only[0]]
  const rival = all.find(s => s !== leader && isIn(s, pair))!.label
  const p = pair.test.adjusted! < 0.001 ? 'p < 0.001' : `p = ${formatNumber(pair.test.adjusted, 'p')}`
  if (pair.test.method === 'pairedT') {
    const by = formatNumber(Math.abs(pair.lead?.value ?? 0))
    return `The mean absolute error of ${leader.label} is ${by} smaller than that of ${rival}; it is nearer in ${more} rows and farther in ${fewer} (${p}).`
  }
  if (more + fewer === 0) return `${leader.label} and ${rival} are right and wrong in the same rows.`
  const rows = formatCount(more + fewer, 'row')
  if (more === fewer) return `${leader.label} and ${rival} disagree in ${rows} and each is right in half of them.`
  return pair.test.better === null
    ? `${leader.label} is right most often, but its lead over ${rival} rests on ${rows} where only one of the two is right (${more} to ${fewer}, ${p}).`
    : `Of the ${rows} where only one of the two is right, ${leader.label} has ${more} and ${rival} ${fewer} (${p}).`
}

/** Of models as good as each other, the only one with the fewest features. */
function fewestFeatures(front: readonly Scores[]): Scores | undefined {
  if (front.some(s => s.nFeatures === undefined)) return undefined
  const [first, second] = [...front].sort((a, b) => a.nFeatures! - b.nFeatures!)
  return second === undefined || first.nFeatures! < second.nFeatures! ? first : undefined
}

function notesOf([{ folds, parts }]: readonly Scores[]): string[] {
  const { name, rows, intervals } = chiefPart(parts)
  if (folds) return [`${folds.count}-fold`, 'ranges: one deviation over folds']
  const over = name === 'all' ? formatCount(rows, 'row') : formatCount(rows, `${name} row`)
  return [over, ...(Object.keys(intervals).length > 0 ? ['ranges: 95 % intervals'] : [])]
}

const listOf = (all: readonly Scores[]): string =>
  all.length < 2
    ? (all[0]?.label ?? '')
    : `${all
        .slice(0, -1)
        .map(s => s.label)
        .join(', ')} and ${all.at(-1)!.label}`

const word = (n: number): string =>
  ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'][n] ?? String(n)
