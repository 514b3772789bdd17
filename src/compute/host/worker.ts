import { Engine } from '../engine/engine'
import { Tables } from '../engine/rows'
import { nodeTypes } from '../nodes/registry'
import { serveEngine } from './engineServer'
import { type Message, transfersOf } from './messages'
import { remoteHost } from './remote'

/** The engine in a module worker of a page: commands come in, messages go out (`messages.ts`), columns come from the service the worker came from. */
const answer = (message: Message): void => self.postMessage(message, { transfer: transfersOf(message) })

const host = remoteHost(self.location.origin, { save: (name, bytes) => answer({ type: 'file', name, bytes }) })
const receive = serveEngine(new Engine(nodeTypes, host), answer, new Tables(nodeTypes, host.outputs))

self.addEventListener('message', (event: MessageEvent<unknown>) => receive(event.data))
