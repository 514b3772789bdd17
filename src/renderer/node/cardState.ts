import type { ErrorCode, ErrorParts } from '../../shared/errors'
import { type ColumnSchema, numericKinds } from '../../shared/frame'
import type { NodeSpec } from '../../shared/node'
import { checkParameter } from '../../shared/parameterCheck'
import type { PipelineNode } from '../../shared/pipeline/document'
import { noun } from '../../shared/pipeline/edit'
import type { TargetAnswer } from '../../shared/pipeline/targets'
import { valuesOf } from '../../shared/pipeline/validate'
import { formatNumber } from '../../shared/results/format'
import { words } from '../../shared/words'
import type { NodeRun, NodeStatus } from '../stores/run'
import { holdWord, timeLeft } from '../stores/timeLeft'
import type { CardFigure } from './cardText'

/** How a card looks: the table "How states look" of the design. */
export type CardState = 'notReady' | 'ready' | 'queued' | 'running' | 'done' | 'failed' | 'stale' | 'off'

/** What keeps a node from running, and where it is mended. */
export interface Obstacle {
  reason: string
  fix:
    | { kind: 'parameter'; name: string }
    /** A parameter that the node does not have: of another version, or misspelt by hand. */
    | { kind: 'stray'; name: string }
    | { kind: 'input'; port: string }
    | { kind: 'type' }
    | { kind: 'target' }
}

/** What is known of the target in the table that comes in: its column, or whether there is one. */
export type KnownTarget = ColumnSchema | TargetAnswer

/** The first thing that keeps a node from running. `wired`: names of its inputs that have an edge. */
export function obstacleOf(
  node: PipelineNode,
  spec: NodeSpec | undefined,
  wired: ReadonlySet<string>,
  target: KnownTarget = 'unknown',
): Obstacle | undefined {
  if (!spec) return { reason: 'unknown node', fix: { kind: 'type' } }
  const port = spec.inputs.find(p => !p.optional && !wired.has(p.name))
  if (port) return { reason: `needs a ${noun[port.kind]}`, fix: { kind: 'input', port: port.name } }
  const stray = Object.keys(node.params).find(name => !Object.hasOwn(spec.parameters, name))
  if (stray !== undefined) return { reason: `no setting "${stray}"`, fix: { kind: 'stray', name: stray } }
  const values = valuesOf(node, spec)
  for (const [name, p] of Object.entries(spec.parameters)) {
    if (checkParameter(name, p, values[name]) === undefined) continue
    const empty = p.kind === 'text' && values[name] === ''
    const what = p.kind === 'text' && p.file ? 'file' : words(name)
    return { reason: `${empty ? 'choose a' : 'check'} ${what}`, fix: { kind: 'parameter', name } }
  }
  const reason = spec.needs?.target && targetTrouble(spec.needs.target, target)
  return reason ? { reason, fix: { kind: 'target' } } : undefined
}

function targetTrouble(wanted: string, target: KnownTarget): string | undefined {
  if (wanted === 'optional' || target === 'yes' || target === 'unknown') return undefined
  if (target === 'no') return 'choose a target'
  const numeric = numericKinds.includes(target.kind) || target.kind === 'time'
  return wanted === 'regression' && !numeric ? 'target is no number' : undefined
}

export function cardState(
  status: NodeStatus,
  disabled: boolean | undefined,
  obstacle: Obstacle | undefined,
): CardState {
  if (status === 'queued' || status === 'running') return status
  if (disabled) return 'off'
  if (obstacle) return 'notReady'
  return status === 'done' || status === 'failed' || status === 'stale' ? status : 'ready'
}

export type Tone = 'plain' | 'accent' | 'warn' | 'bad'

/** The foot of a card: what it says at the left and at the right. `strong`: the right is a figure. */
export interface Foot {
  left: string
  tone: Tone
  right: string
  strong: boolean
}

/** Facts that a foot is made of. */
export interface FootFacts {
  state: CardState
  status: NodeStatus
  run: Pick<NodeRun, 'fraction' | 'secondsLeft' | 'iterations' | 'result'>
  obstacle?: Obstacle | undefined
  figure?: CardFigure | undefined
  /** It stopped before it met its tolerance. */
  unfinished?: boolean
  /** A person finished its training there: "iteration 1,860". */
  early?: string | undefined
  /** Its place among the queued nodes, from 0. */
  place?: number
  /** Number of nodes that it takes from and that are not done; only where there are several. */
  waitsFor?: number
  /** It was skipped because the person stopped what it takes from; otherwise that failed or gave nothing. */
  stopped?: boolean
  /** Title of the node before it that is not ready: a run leaves both out. */
  behind?: string | undefined
  /** Of a node that is switched off: whether a table passes through it. */
  passes?: boolean
  /** How a run is started: "F5". */
  runKey: string
}

/** Before what a card waits for. */
const waits = 'waits for'

export function footOf(facts: FootFacts): Foot {
  const { state, run, figure } = facts
  const plain = (left: string, right: string): Foot => ({ left, tone: 'plain', right, strong: false })
  switch (state) {
    case 'notReady':
      return { left: facts.obstacle?.reason ?? 'not ready', tone: 'warn', right: 'Fix', strong: true }
    case 'off':
      return plain('switched off', facts.passes === false ? 'gives nothing' : 'passes through')
    case 'queued':
      return (facts.waitsFor ?? 0) > 1
        ? plain(waits, `${facts.waitsFor} nodes`)
        : plain('queued', nth(facts.place ?? 0))
    case 'running': {
      const left = `${Math.floor(100 * run.fraction)} %`
      const strong = run.secondsLeft !== null && holdWord(run) === undefined
      return { left, tone: 'accent', right: timeLeft(run) ?? 'running', strong }
    }
    case 'failed':
      return { left: causeOf(run.result?.error), tone: 'bad', right: countIn(run.result?.error?.message), strong: true }
    case 'done':
      if (facts.early !== undefined) return { ...plain('finished early', earlyAt(facts.early)), tone: 'warn' }
      if (facts.unfinished) return { left: 'not converged', tone: 'warn', right: figure?.value ?? '', strong: true }
      return figure ? { left: figure.label, tone: 'plain', right: figure.value, strong: true } : plain('done', '')
    case 'stale':
      return figure ? plain(figure.label, `was ${figure.value}`) : plain('out of date', '')
    case 'ready':
      if (facts.behind !== undefined) return plain(waits, facts.behind)
      if (facts.status === 'cancelled') return plain('stopped', `${facts.runKey} to run`)
      if (facts.status === 'skipped') return plain('not run', facts.stopped ? 'stopped' : 'input failed')
      return plain('ready', `${facts.runKey} to run`)
  }
}

/** "iteration 1,860" → "at 1,860". */
export const earlyAt = (early: string): string => early.replace(/^iteration/, 'at')

const ordinals = ['next', 'second', 'third', 'fourth', 'fifth']
const nth = (place: number): string => ordinals[place] ?? `${place + 1}th`

/** A fault's cause in two words. */
const causes: Readonly<Record<ErrorCode, string>> = {
  usage: 'wrong use',
  pipeline: 'wrong wiring',
  parameter: 'wrong setting',
  input: 'unreadable file',
  data: 'unfit data',
  format: 'damaged file',
  adapter: 'no GPU',
  device: 'GPU fault',
  cancelled: 'stopped',
  numeric: 'numbers overflow',
  internal: 'internal fault',
}

/** What unfit data is unfit by, where its sentence says so. */
const troubles: readonly (readonly [RegExp, string])[] = [
  [/\bmissing\b/, 'missing values'],
  [/\bcategor/, 'categories'],
  [/\btarget\b/, 'target'],
  [/\b(no|too few|fewer) .*rows\b/, 'too few rows'],
]

function causeOf(error: ErrorParts | undefined): string {
  if (!error) return 'failed'
  const trouble = error.code === 'data' && troubles.find(([words]) => words.test(error.message))
  return trouble ? trouble[1] : causes[error.code]
}

/** The first count that a sentence tells: "19 cells are missing" → 19. */
function countIn(message: string | undefined): string {
  const found = /(?<![\w.])(\d[\d,]*)(?![\w.]*\d)/.exec(message ?? '')
  return found ? formatNumber(Number(found[1].replaceAll(',', '')), 'integer') : ''
}

/** The state in words, for people who hear it. */
export const stateWords: Readonly<Record<CardState, string>> = {
  notReady: 'not ready',
  ready: 'ready',
  queued: 'queued',
  running: 'running',
  done: 'done',
  failed: 'failed',
  stale: 'out of date',
  off: 'switched off',
}

/** A card as a screen reader says it: "Scale, done, rows 344 × 6". A foot that tells the state by itself is left to say it. */
export function spoken(title: string, setting: string, state: CardState, foot: Foot): string {
  const word = stateWords[state]
  const told = state === 'ready' || foot.left.startsWith(word) || foot.right === word
  // "Fix" is a button of its own.
  const right = state === 'notReady' ? '' : foot.right
  const figures = [foot.left, right].filter(Boolean).join(state === 'ready' && foot.left !== waits ? ', ' : ' ')
  return [title, setting, told ? '' : word, figures]
    .filter(Boolean)
    .join(', ')
    .replaceAll('×', 'by')
    .replaceAll('→', 'to')
}
