import type { Task } from '../../../../shared/frame'
import type { TextBlock } from '../../../../shared/results/blocks'
import { chiefPart } from '../../../../shared/results/evaluation'
import { formatCount, formatNumber, formatShort } from '../../../../shared/results/format'
import { inSentence } from '../../../../shared/results/headline'
import { tasks } from '../../../../shared/tasks/tasks'
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

/** What the chief figure of a task's tests is called, and how the smaller-the-better one is read that models are ranked by. */
const chiefs: Readonly<Record<string, { noun: string; lead: string; loss: (part: ScoredPart) => number | null }>> = {
  accuracy: {
    noun: 'accuracy',
    lead: 'Difference in accuracy',
    loss: ({ figures: { accuracy } }) => (typeof accuracy === 'number' ? 1 - accuracy : null),
  },
  mae: {
    noun: 'mean absolute error',
    lead: 'Smaller mean absolute error',
    loss: ({ figures }) => figures['mae'] ?? null,
  },
}

/** The tests of the figure that the verdict is about. */
export const chiefTests = (pairs: readonly Pair[]): Pair[] =>
  pairs.filter(({ test }) => test.metric === pairs[0].test.metric)

export const chiefOf = (pairs: readonly Pair[]): (typeof chiefs)[string] => chiefs[pairs[0].test.metric]

/**
 * Which of several models to prefer. There is a winner only where its lead over every other is beyond chance; among models that
 * cannot be told apart so, the one that another figure tells to be better, or else the one with fewer features, is preferred.
 */
export function verdictOf(task: Task, all: readonly Scores[], tests: readonly Pair[]): Verdict {
  const pairs = chiefTests(tests)
  const { noun } = chiefOf(pairs)
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
    const against = otherDifferences(tests, all).filter(p => p.test.better !== leader.name && isIn(leader, p))
    return say(
      `${leader.label} does best in ${noun}, by more than chance.`,
      [leadOf(leader, all, closest), ...againstWords(task, all, against)],
      true,
      leader.name,
    )
  }
  const open = rivals.filter(p => p.test.better === null && front.some(s => s !== leader && isIn(s, p)))
  const told = otherDifferences(tests, front)
  const better = betterIn(front, told)
  const chosen = told.length > 0 ? better : fewestFeatures(front)
  const closest = open.length > 0 ? nearest(leader, open) : undefined
  const grounds = [
    closest ? leadOf(leader, all, closest) : '',
    closest ? equalWords(closest) : '',
    beaten.size > 0
      ? `${listOf(ranked.filter(s => beaten.has(s.name)))} ${beaten.size > 1 ? 'fall' : 'falls'} behind by more than chance.`
      : '',
    ...againstWords(task, all, told),
    told.length > 0
      ? better
        ? ''
        : 'Which to prefer depends on the figure that counts.'
      : chosen
        ? `Prefer ${chosen.label}: as good, with ${formatCount(chosen.nFeatures!, 'feature')}.`
        : 'Nothing here speaks for one over the other.',
  ].filter(Boolean)
  const rows = formatCount(chiefPart(leader.parts).rows, 'row')
  const many = `the ${word(all.length)} models cannot be told apart on ${rows}`
  const also = better ? `; ${better.label} is better in ${figureWords(task, told[0].test.metric)}` : ''
  const title =
    beaten.size > 0
      ? `${listOf(front)} lead in ${noun}, and cannot be told apart on ${rows}${also}.`
      : also
        ? `In ${noun} ${many}${also}.`
        : `No clear winner in ${noun}: ${many}.`
  return say(title, grounds, false, chosen?.name)
}

/** Differences beyond chance between these models in other figures than the chief one. */
const otherDifferences = (tests: readonly Pair[], among: readonly Scores[]): Pair[] =>
  tests.filter(
    ({ test: { metric, better, models } }) =>
      metric !== tests[0].test.metric && better !== null && models.every(m => among.some(s => s.name === m)),
  )

/** The one model that the other figures speak for: it beats every other in one of them, and is beaten in none. */
function betterIn(front: readonly Scores[], told: readonly Pair[]): Scores | undefined {
  const loses = (s: Scores): boolean => told.some(p => isIn(s, p) && p.test.better !== s.name)
  return front.find(
    s => !loses(s) && front.every(o => o === s || told.some(p => p.test.better === s.name && isIn(o, p))),
  )
}

/** "In log loss B is better than A: 0.224 against 0.518 (p < 0.001).", a figure once. */
function againstWords(task: Task, all: readonly Scores[], told: readonly Pair[]): string[] {
  const metrics = [...new Set(told.map(p => p.test.metric))]
  return metrics.map(metric => {
    const own = told.filter(p => p.test.metric === metric)
    const { test } = own.sort((p, q) => p.test.adjusted! - q.test.adjusted!)[0]
    const format = tasks[task].figures.find(f => f.key === metric)?.format ?? 'significant'
    const [winner, loser] = [test.better!, test.models.find(m => m !== test.better)!].map(name =>
      all.find(s => s.name === name)!,
    )
    const [high, low] = [winner, loser].map(s => formatNumber(chiefPart(s.parts).figures[metric], format))
    return `In ${figureWords(task, metric)} ${winner.label} is better than ${loser.label}: ${high} against ${low} (${pWords(test.adjusted!)}).`
  })
}

const figureWords = (task: Task, metric: string): string =>
  inSentence(tasks[task].figures.find(f => f.key === metric)?.label ?? metric)

/** "They are practically equal, within 0.010, with a probability of 34 %." */
function equalWords({ test: { equal, metric } }: Pair): string {
  if (!equal) return ''
  const of = metric === 'mae' ? ', a twentieth of the smaller error,' : ''
  return `The probability that they are practically equal, within ${formatShort(equal.within)}${of} is ${formatNumber(equal.probability, 'percent')}.`.replace(
    /within ([^ ,]+) is/,
    'within $1, is',
  )
}

const pWords = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${formatNumber(p, 'p')}`)

const differentRows = 'Between some of them there is no paired test: wire models behind one split into evaluate.'

const lossOf = (pairs: readonly Pair[], { parts }: Scores): number => chiefOf(pairs).loss(chiefPart(parts)) ?? Infinity

const isIn = (scores: Scores, { test: { models } }: Pair): boolean => models.includes(scores.name)
export const pairsWith = (scores: Scores, pairs: readonly Pair[]): Pair[] => pairs.filter(p => isIn(scores, p))
/** The pair in which the leader is ahead by least. */
function nearest({ name }: Scores, pairs: readonly Pair[]): Pair {
  const ahead = ({ test }: Pair): number =>
    test.difference === null ? Infinity : (test.models[0] === name ? 1 : -1) * test.difference
  return [...pairs].sort((p, q) => ahead(p) - ahead(q))[0]
}

function leadOf(leader: Scores, all: readonly Scores[], pair: Pair): string {
  const first = pair.test.models[0] === leader.name
  const [a, b] = pair.only ?? [0, 0]
  const [more, fewer] = first ? [a, b] : [b, a]
  const rival = all.find(s => s !== leader && isIn(s, pair))!.label
  const p = pWords(pair.test.adjusted!)
  if (pair.test.method === 'pairedT') {
    const by = formatNumber(Math.abs(pair.test.difference ?? 0))
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
