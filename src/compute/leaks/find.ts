import { isFeatureKind } from '../../shared/frame'
import { formatCount, formatNumber } from '../../shared/results/format'
import type { Leak, LeakReport } from '../../shared/results/leaks'
import { classesOf, taskOf } from '../engine/target'
import { codesOf, numbersOf } from '../frame/contents'
import type { Column } from '../frame/frame'
import type { Pause } from '../frame/pause'
import { type Group, groupsOf } from './groups'
import { leastRows, type Reading, type Suspect, suspect } from './judge'
import { keyWay } from './keys'
import { type Answer, isMissing, type Looked, pick, pickAnswer, rowsOf, spread } from './looked'
import { folds, type Reached, reached } from './together'
import { partial } from './partial'
import { type Others, raises, verdictOf } from './verdict'

/** Rows that columns are judged by, rows whose texts are read at all, classes that are told apart, findings that are measured. */
const [mostJudged, mostTexts, mostClasses, mostScored] = [20_000, 200_000, 100, 8]

/**
 * Columns that should not be learned from: those that nearly decide the target by themselves, far beyond what all others reach, and those that
 * only name rows. By what the cells hold, never by a name. At most 20,000 rows are judged, evenly spread, and 2,000 measured; keys by all.
 *
 * @param features Columns that would be learned from. Wide ones are not looked at.
 * @param target Without one there are keys only.
 * @param chosen Names of features that somebody chose: they stay, and are told.
 */
export async function findLeaks(
  features: readonly Column[],
  target: Column | undefined,
  chosen: ReadonlySet<string>,
  pause: Pause,
): Promise<LeakReport> {
  const { looked, unread } = await load(features)
  const found = target && looked.length > 0 ? await answerOf(target) : undefined
  const whole = found?.answer
  const report = { rows: 0, of: whole ? rowsOf(whole) : 0, unread }
  const suspects: (Suspect & { kind: Column['kind'] })[] = []
  const keys: { column: string; evidence: string; kept: boolean }[] = []
  const others: Looked[] = []
  const index = whole && spread(rowsOf(whole), mostJudged)
  const answer = whole && index && pickAnswer(whole, index)
  for (const { kind, column } of looked) {
    await pause()
    const judged = found && index && pick(found.rows ? pick(column, found.rows) : column, index)
    const key = kind === 'time' ? undefined : keyWay(column, kind === 'text')
    const said =
      judged && answer && ready(answer)
        ? suspect(judged, answer, key || kind === 'time' ? 'gaps' : reading(kind))
        : undefined
    if (said) suspects.push({ ...said, kind })
    else if (key) keys.push({ column: column.name, evidence: keyWords(column, key), kept: chosen.has(column.name) })
    else if (judged && isFeatureKind(kind)) others.push(judged)
  }
  const leaks =
    answer && target ? await judge(suspects, others, answer, { target: target.name, of: report.of }, chosen, pause) : []
  return settled(features, { ...report, rows: answer ? rowsOf(answer) : 0, leaks, keys })
}

const reading = (kind: Column['kind']): Reading => (kind === 'text' ? 'text' : 'all')
const ready = (answer: Answer): boolean =>
  rowsOf(answer) >= leastRows && (answer.task === 'regression' || answer.classes.length <= mostClasses)

async function load(features: readonly Column[]) {
  const looked: { kind: Column['kind']; column: Looked }[] = []
  const unread: string[] = []
  const cells = await Promise.all(
    features.map(async (column): Promise<Looked | 'long' | undefined> => {
      const { name, kind } = column
      const { form, rows } = column.cells
      if (kind === 'text' && rows > mostTexts) return 'long'
      // A time is no feature; where it stands and where not may tell all the same.
      if (kind === 'time' && (column.missing === 0 || column.missing === rows)) return undefined
      if (form === 'numbers') return { name, form, values: await numbersOf(column) }
      if (form === 'codes' || form === 'texts') return { name, form: 'codes', ...(await codesOf(column)) }
      return undefined
    }),
  )
  for (const [i, column] of cells.entries())
    if (column === 'long') unread.push(features[i].name)
    else if (column) looked.push({ kind: features[i].kind, column })
  return { looked, unread }
}

/** Numbers of so few values are classes for the alarm, whatever a model makes of them. */
function isFew(values: Float64Array): boolean {
  const seen = new Set<number>()
  for (const v of values) if (!Number.isNaN(v) && seen.add(v).size > 10) return false
  return true
}

/** The target, and the rows that have one where some have none. */
async function answerOf(target: Column): Promise<{ answer: Answer; rows: Uint32Array | undefined } | undefined> {
  const { form } = target.cells
  if (form !== 'numbers' && form !== 'codes' && form !== 'texts') return undefined
  const classification = (await taskOf(target)) === 'classification' || isFew(await numbersOf(target))
  const whole: Answer = classification
    ? await classesOf(target).then(({ classes, codes }) => ({
        task: 'classification',
        codes,
        classes: classes.map(String),
      }))
    : { task: 'regression', values: await numbersOf(target) }
  const has = (row: number): boolean =>
    whole.task === 'classification' ? whole.codes[row] >= 0 : Number.isFinite(whole.values[row])
  const n = rowsOf(whole)
  let gaps = 0
  for (let row = 0; row < n; row++) if (!has(row)) gaps++
  if (gaps === 0) return { answer: whole, rows: undefined }
  const rows = Uint32Array.from({ length: n }, (_, i) => i).filter(has)
  return { answer: pickAnswer(whole, rows), rows }
}

async function judge(
  suspects: readonly Suspect[],
  others: readonly Looked[],
  answer: Answer,
  about: About,
  chosen: ReadonlySet<string>,
  pause: Pause,
): Promise<Leak[]> {
  const parts = others
    .filter(() => others.length > 1)
    .flatMap(c => partial(c, answer) ?? [])
    .slice(0, mostScored)
  if (suspects.length === 0 && parts.length === 0) return []
  const without: Reached = others.length > 0 ? reached(others, answer) : { rows: rowsOf(answer), score: guess(answer) }
  const rest: Others = { ...without, columns: others.length }
  const leaks: Leak[] = []
  for (const [i, found] of suspects.entries()) {
    await pause()
    const verdict = verdictOf(found, rest, answer)
    if (!verdict) continue
    const { name } = found.column
    const cross = crossTable(found, answer)
    const all = found.known === rowsOf(answer) ? found.score : 0
    const measured = i < mostScored ? Math.max(all, reached([found.column, ...others], answer).score) : undefined
    leaks.push({
      column: name,
      verdict,
      evidence: evidenceOf(found, answer, about),
      kept: verdict === 'doubt' || chosen.has(name),
      chosen: chosen.has(name),
      ...(cross && { cross }),
      ...(measured !== undefined && {
        scores: {
          figure: answer.task === 'classification' ? 'accuracy' : 'rSquared',
          folds,
          rows: rest.rows,
          with: measured,
          without: without.score,
        },
      }),
    })
  }
  for (const { column, where, rows, class: name } of parts) {
    await pause()
    const less = reached(
      others.filter(c => c !== column),
      answer,
    )
    if (!raises(rest, less)) continue
    leaks.push({
      column: column.name,
      verdict: 'doubt',
      evidence: `Where ${where}, ${about.target} is ${name} in all of ${formatCount(rows, 'row')}.`,
      kept: true,
      chosen: chosen.has(column.name),
      scores: { figure: 'accuracy', folds, rows: rest.rows, with: rest.score, without: less.score },
    })
  }
  return leaks
}

/** What the largest class alone gets right; of numbers their mean explains nothing. */
function guess(answer: Answer): number {
  if (answer.task === 'regression') return 0
  const counts = new Float64Array(answer.classes.length)
  for (const code of answer.codes) counts[code]++
  return Math.max(...counts) / answer.codes.length
}

/** Something must be left to learn from: where nothing would be, leaks are asked about and keys stay. */
function settled(features: readonly Column[], report: LeakReport): LeakReport {
  const gone = new Set([...report.leaks, ...report.keys].filter(c => !c.kept).map(c => c.column))
  if (features.some(c => isFeatureKind(c.kind) && !gone.has(c.name))) return report
  if (!features.some(c => isFeatureKind(c.kind) && gone.has(c.name))) return report
  const keys = report.keys.filter(k => k.kept)
  const left = new Set(report.leaks.filter(l => !l.kept).map(l => l.column))
  if (features.some(c => isFeatureKind(c.kind) && !left.has(c.name))) return { ...report, keys }
  const leaks = report.leaks.map((l): Leak => ({ ...l, verdict: 'doubt', kept: true }))
  return { ...report, keys, leaks }
}

function crossTable({ column, way }: Suspect, answer: Answer): Leak['cross'] {
  if (answer.task !== 'classification' || answer.classes.length > 6) return undefined
  const groups = groupsOf(column)
  const filled: { name: string; rows: readonly number[] }[] =
    way === 'filled'
      ? [
          { name: 'filled in', rows: groups.filter(g => !g.missing).flatMap(g => g.rows) },
          { name: 'missing', rows: groups.filter(g => g.missing).flatMap(g => g.rows) },
        ]
      : groups.map(g => ({ name: nameOf(column, g), rows: g.rows }))
  if (filled.length > 6) return undefined
  const counts = filled.map(({ rows }) => {
    const line = answer.classes.map(() => 0)
    for (const row of rows) line[answer.codes[row]]++
    return line
  })
  return { values: filled.map(f => f.name), classes: [...answer.classes], counts }
}

function nameOf(column: Looked, { rows, missing }: Group): string {
  if (missing) return 'missing'
  return column.form === 'codes' ? column.categories[column.codes[rows[0]]] : String(column.values[rows[0]])
}

/** What is told of: the target's name, and the rows that have it, more of them than were looked at maybe. */
interface About {
  target: string
  of: number
}

function evidenceOf({ column, way, known, score }: Suspect, answer: Answer, { target, of }: About): string {
  const sampled = rowsOf(answer) < of ? ` looked at of ${formatNumber(of, 'integer')}` : ''
  const rows = `${formatCount(known, 'row')}${sampled}`
  const share = formatNumber(score, 'percent')
  const valued = Array.from({ length: rowsOf(answer) }, (_, i) => i).some(i => isMissing(column, i))
    ? `${rows} with a value`
    : rows
  if (answer.task === 'regression') {
    if (way === 'same')
      return `It orders all ${valued} as ${target} does, or the other way round: so does the same in other units.`
    return way === 'values'
      ? `Rows of one value have the same ${target}: it explains ${share} of it in ${rows}.`
      : `By itself it explains ${share} of ${target} in ${rows}.`
  }
  switch (way) {
    case 'same':
      return score === 1 ? `All ${valued} agree.` : `${share} of ${valued} agree.`
    case 'values':
      return `Each of its values is of one class in ${share} of ${valued}.`
    case 'numbers':
      return `By its numbers alone ${share} of ${valued} are told right.`
    case 'filled':
      return `Where it is filled in and where not tells ${target} in ${share} of ${rows}.`
    case 'words':
      return `Its texts hold a word for each class of ${target}.`
  }
}

function keyWords(column: Looked, way: ReturnType<typeof keyWay>): string {
  if (way === 'texts') return 'nearly all its values are different'
  if (way === 'numbers') return 'all its numbers are different, as only names are'
  const values = column.form === 'numbers' ? column.values.filter(v => !Number.isNaN(v)) : new Float64Array()
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  return `it counts the rows from ${low} to ${high}`
}
