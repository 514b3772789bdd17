import { z } from '../../shared/zod'
import { Engine } from '../engine/engine'
import { Tables } from '../engine/rows'
import { nodeTypes } from '../nodes/registry'
import { serveEngine } from './engineServer'
import { type Message, transfersOf } from './messages'
import { remoteHost } from './remote'

/** The first message: headers that go with every call to the service. */
const opening = z.strictObject({ headers: z.record(z.string(), z.string()) })

/** The engine in a module worker of a page: commands come in, messages go out (`messages.ts`), columns come from the service the worker came from. */
const answer = (message: Message): void => self.postMessage(message, { transfer: transfersOf(message) })

function open(first: unknown): (received: unknown) => void {
  const { headers } = opening.parse(first)
  const save = (name: string, bytes: Uint8Array<ArrayBuffer>): void => answer({ type: 'file', name, bytes })
  const host = remoteHost(self.location.origin, { headers, save })
  return serveEngine(new Engine(nodeTypes, host), answer, new Tables(nodeTypes, host.outputs))
}

let receive: ((received: unknown) => void) | undefined

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (receive) receive(data)
  else receive = open(data)
})
