import { errorParts } from '../../shared/contracts/calls'
import { z } from '../../shared/zod'
import type { RunEvent } from '../engine/events'
import { paces } from '../engine/iterations'
import { type Answers, question, type QuestionName } from '../engine/question'

/** What a page, or another room, says to an engine. `run` is a number of the asker's choice, told back in every answer. */
export const command = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    run: z.number().int(),
    /** A pipeline; the engine reads it as it would read a file. */
    document: z.unknown(),
    /** Runs only this node and what it takes from. */
    until: z.string().exactOptional(),
    /** How fast iterations go by (default: as fast as they can). */
    pace: z.enum(paces).exactOptional(),
  }),
  z.strictObject({ type: z.literal('cancel'), run: z.number().int() }),
  /** Of a run that goes on: another pace, the node whose model is wanted as it is, or the one to hold still (null: none), and steps of that. */
  z.strictObject({
    type: z.literal('wish'),
    run: z.number().int(),
    pace: z.enum(paces).exactOptional(),
    finish: z.string().exactOptional(),
    pause: z.string().nullable().exactOptional(),
    steps: z.number().int().exactOptional(),
  }),
  /** Forgets what earlier runs gave. */
  z.strictObject({ type: z.literal('clear') }),
  /** A question about the tables that runs left behind. `ask` is a number of the asker's choice. */
  z.strictObject({ type: z.literal('ask'), ask: z.number().int(), question }),
  /** The answer is no longer wanted. */
  z.strictObject({ type: z.literal('drop'), ask: z.number().int() }),
])
export type Command = z.infer<typeof command>

const eventTypes = new Set<unknown>([
  'started',
  'node',
  'progress',
  'iteration',
  'work',
  'block',
  'finished',
  'ended',
] satisfies RunEvent['type'][])
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null
const isEvent = (value: unknown): value is RunEvent =>
  typeof value === 'object' && value !== null && 'type' in value && eventTypes.has(value.type)

/** What an engine answers. A run's last message is the event `ended`, or `failed` when it could not start. */
export const message = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('event'), run: z.number().int(), event: z.custom<RunEvent>(isEvent) }),
  z.strictObject({ type: z.literal('failed'), run: z.number().int(), error: errorParts }),
  /** A file that a run made and the page may save. */
  z.strictObject({ type: z.literal('file'), name: z.string(), bytes: z.instanceof(Uint8Array<ArrayBuffer>) }),
  z.strictObject({
    type: z.literal('answer'),
    ask: z.number().int(),
    answer: z.custom<Answers[QuestionName]>(isObject),
  }),
  z.strictObject({ type: z.literal('refused'), ask: z.number().int(), error: errorParts }),
])
export type Message = z.infer<typeof message>

/** The memory that a message hands over instead of copying it. */
export function transfersOf(message: Message): ArrayBuffer[] {
  if (message.type === 'file') return [message.bytes.buffer]
  if (message.type !== 'answer') return []
  const { answer } = message
  if ('rows' in answer && answer.rows instanceof Uint32Array) {
    const { rows, parts, columns } = answer as Answers['rows']
    const cells = columns.map(c => ('codes' in c ? c.codes.buffer : c.values.buffer))
    return [rows.buffer, ...(parts ? [parts.buffer] : []), ...cells]
  }
  return 'missing' in answer && answer.missing instanceof Uint32Array ? [answer.missing.buffer] : []
}
