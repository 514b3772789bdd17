import type { Task } from '../../../../shared/frame'
import type { Block } from '../../../../shared/results/blocks'
import { chiefPart, type PairTest } from '../../../../shared/results/evaluation'
import { formatNumber } from '../../../../shared/results/format'
import { tasks } from '../../../../shared/tasks/tasks'
import { type Pair, sameLoss, sameShare } from './pairedTests'
import type { Scores } from './scores'
import { chiefOf, chiefTests, pairsWith, type Verdict } from './verdict'

const methods: Readonly<Record<PairTest['method'], string>> = {
  mcNemar: "McNemar's test, mid-p, with Tango's interval",
  pairedT: "Student's paired test of the rows' losses",
  deLong: "DeLong's test",
}

/** What the leader is ahead of each other model by, over the same rows. */
export function differencesBlock({ leader }: Verdict, tests: readonly Pair[]): Block[] {
  const pairs = chiefTests(tests)
  const rivals = pairsWith(leader, pairs).filter(p => p.test.difference !== null)
  if (rivals.length === 0) return []
  const turned = ({ test }: Pair): { value: number; low: number | null; high: number | null } => {
    const value = test.difference!
    const [low, high] = test.interval ?? [null, null]
    if (test.models[0] === leader.name) return { value, low, high }
    return { value: 0 - value, low: high === null ? null : 0 - high, high: low === null ? null : 0 - low }
  }
  const held = pairs.filter(p => p.test.adjusted !== null).length > 1 ? `, each at the level of its adjusted p` : ''
  return [
    {
      kind: 'chart',
      id: 'differences',
      title: 'Difference, same rows',
      caption: `What ${leader.short} is ahead by, with 95 % intervals${held}; hollow: not told apart.`,
      chart: {
        type: 'interval',
        value: { label: `${chiefOf(pairs).lead}, ${leader.short} against the other` },
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
function rowsOf({ test, only }: Pair, { name }: Scores): string {
  const [a, b] = only ?? [0, 0]
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

/** The paired tests, a line a pair and figure. */
export function testsBlock(task: Task, all: readonly Scores[], pairs: readonly Pair[]): Block {
  const used = [...new Set(pairs.map(p => methods[p.test.method]))]
  const count = chiefTests(pairs).length
  const many =
    count > 1
      ? `; of each figure p is adjusted for ${count} pairs, and an interval leaves out 0 just where it is below 0.05`
      : ''
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
    caption: `${used.join('; ')}${many}. A difference is what the first is ahead by; practically equal: shares within ${sameShare}, losses within ${formatNumber(sameLoss, 'percent')} of the smaller one.${all[0].weighed === undefined ? '' : ' Here every row counts once, whatever its weight.'}${caution}`,
    columns: [
      { name: 'Model' },
      { name: 'Against' },
      { name: 'Figure' },
      { name: 'Rows', align: 'right' },
      { name: 'Difference', align: 'right' },
      { name: '95 % interval', align: 'right' },
      { name: 'p', format: 'p', align: 'right' },
      { name: 'Practically equal', format: 'percent', align: 'right' },
      { name: 'Better' },
    ],
    rows: pairs.map(({ test, labels: [a, b], only }) => {
      const spec = tasks[task].figures.find(f => f.key === test.metric)
      const told = (x: number): string => formatNumber(x, 'figure')
      return [
        a,
        b,
        spec?.label ?? test.metric,
        test.rows === 0 || !only
          ? null
          : `${formatNumber(only[0], 'integer')} against ${formatNumber(only[1], 'integer')}`,
        test.difference === null ? null : told(test.difference),
        test.interval && `${told(test.interval[0])} to ${told(test.interval[1])}`,
        test.adjusted,
        test.equal?.probability ?? null,
        verdictWords(test, a, b),
      ]
    }),
  }
}

function verdictWords({ adjusted, better, models, rows }: Pair['test'], a: string, b: string): string {
  if (adjusted === null) return rows === 0 ? 'judged on different rows' : 'too few rows'
  return better === null ? 'not told apart' : better === models[0] ? a : b
}

const other = ({ name }: Scores, { test, labels }: Pair): string => labels[test.models[0] === name ? 1 : 0]
