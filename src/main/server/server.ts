import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { callsPath } from '../../shared/contracts/calls'
import type { Service } from '../service'
import { admit, cookieName, entrance } from './admission'
import { headerPairs, requestOf, send } from './exchange'
import { makeKeys } from './keys'
import { comeAgain, portError, refusalBytes, refusalPage, refusedCall, welcome } from './refusals'

export interface ServerHost {
  /** `http://127.0.0.1:<port>`: loopback, so a secure context, and WebGPU is there. */
  origin: string
  /** An address that lets one browser in, once; the ones before lose their use. */
  address(): string
  close(): Promise<void>
}

/** Serves the workbench on 127.0.0.1 to browsers that were given an address of ours. Port 0: a free one. Errors: `input` when the port cannot be had. */
export async function startServer(service: Service, port = 0): Promise<ServerHost> {
  const { cookie, key, freshToken, keysAt } = makeKeys()
  // The upload of a large table may take long. A request without a host is refused by us, so that its answer has our headers.
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 0, requireHostHeader: false })
  await listen(server, port)
  const keys = keysAt((server.address() as AddressInfo).port)
  const origin = `http://127.0.0.1:${keys.port}`

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const pairs = headerPairs(incoming)
    const header = (name: string): string[] =>
      pairs.flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []))
    const verdict = admit({ method: incoming.method!, target: incoming.url!, header }, keys)
    if (verdict.pass === true) return send(await service(requestOf(incoming, outgoing)), outgoing)
    if (verdict.pass === 'enter') return send(welcome(cookieName(keys.port), cookie, key), outgoing)
    if (verdict.pass === 'again') return send(comeAgain(), outgoing)
    const isCall = incoming.method === 'POST' && incoming.url!.startsWith(callsPath)
    return send(isCall ? refusedCall(verdict.why) : refusalPage(verdict.status, verdict.why), outgoing)
  }

  for (const event of ['request', 'checkExpectation'] as const)
    server.on(event, (incoming: IncomingMessage, outgoing: ServerResponse) => {
      answer(incoming, outgoing).catch(() => outgoing.destroy())
    })
  for (const event of ['upgrade', 'connect'] as const)
    server.on(event, (_: IncomingMessage, socket: Duplex) => {
      socket.on('error', () => {}) // whoever asked has left
      drop(socket, 403)
    })
  server.on('clientError', (_, socket) => {
    drop(socket, 400)
  })

  return {
    origin,
    address: () => origin + entrance + freshToken(),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Says why, and lets go: a client that leaves its own side open would keep the socket for good. */
function drop(socket: Duplex, status: 400 | 403): void {
  if (socket.writable) socket.end(refusalBytes(status), () => socket.destroy())
  else socket.destroy()
}

/** 127.0.0.1 only: no other machine can even try. */
function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(port, error)))
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
}
