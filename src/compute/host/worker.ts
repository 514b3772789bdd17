import { Engine } from '../engine/engine'
import { serveEngine } from './desk'
import type { Message } from './messages'
import { remoteHost } from './remote'

/** The engine in a module worker of a page: commands come in, messages go out (`messages.ts`), columns come from the service the worker came from. */
const answer = (message: Message): void =>
  self.postMessage(message, { transfer: message.type === 'file' ? [message.bytes.buffer] : [] })

const host = remoteHost(self.location.origin, { save: (name, bytes) => answer({ type: 'file', name, bytes }) })
const receive = serveEngine(new Engine(host), answer)

self.addEventListener('message', (event: MessageEvent<unknown>) => receive(event.data))
