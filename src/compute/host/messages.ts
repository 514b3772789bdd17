import { errorParts } from '../../shared/contracts/calls'
import { z } from '../../shared/zod'
import type { RunEvent } from '../engine/events'

/** What a page, or another room, says to an engine. `run` is a number of the asker's choice, told back in every answer. */
export const command = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    run: z.number().int(),
    /** A pipeline; the engine reads it as it would read a file. */
    document: z.unknown(),
    /** Runs only this node and what it takes from. */
    until: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('cancel'), run: z.number().int() }),
  /** Forgets what earlier runs gave. */
  z.strictObject({ type: z.literal('clear') }),
])
export type Command = z.infer<typeof command>

const eventTypes = new Set<unknown>([
  'started',
  'node',
  'progress',
  'block',
  'finished',
  'ended',
] satisfies RunEvent['type'][])
const isEvent = (value: unknown): value is RunEvent =>
  typeof value === 'object' && value !== null && 'type' in value && eventTypes.has(value.type)

/** What an engine answers. A run's last message is the event `ended`, or `failed` when it could not start. */
export const message = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('event'), run: z.number().int(), event: z.custom<RunEvent>(isEvent) }),
  z.strictObject({ type: z.literal('failed'), run: z.number().int(), error: errorParts }),
  /** A file that a run made and the page may save. */
  z.strictObject({ type: z.literal('file'), name: z.string(), bytes: z.instanceof(Uint8Array<ArrayBuffer>) }),
])
export type Message = z.infer<typeof message>
