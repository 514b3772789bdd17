import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { openStore } from '../../src/main/datasets/store'
import { createService } from '../../src/main/service'
import { staticFilesOf } from '../../src/main/service/static'

// The service on loopback, for specs: the page's folder and the resources come as arguments, the port is told on standard output.
const [page, resources] = process.argv.slice(2)
const store = await openStore({ folder: null, samples: `${resources}/samples` })
const onFault = (error: Error) => console.error(error)
const service = createService({ store, resources: resources, staticFiles: await staticFilesOf(page), onFault })

const server = createServer((incoming, outgoing) => {
  const { method, headers, rawHeaders } = incoming
  const pairs = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1]] as [string, string]] : []))
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const body = method === 'GET' || method === 'HEAD' ? null : Readable.toWeb(incoming)
  const request = new Request(new URL(incoming.url!, `http://${headers.host}`), {
    method: method!,
    headers: pairs,
    body: body as BodyInit | null,
    signal: gone.signal,
    duplex: 'half',
  } as RequestInit)
  void service(request).then(async response => {
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    if (!response.body) outgoing.end()
    else await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing).catch(() => {}) // the page has left
  })
})
server.listen(0, '127.0.0.1', () => console.log(String((server.address() as AddressInfo).port)))
process.on('SIGTERM', () => void store.close().then(() => process.exit()))
