import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

/** The policy the workbench runs under. */
const policy =
  "default-src 'self'; img-src 'self' data:; script-src 'self'; worker-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'"

export interface Host {
  /** `http://127.0.0.1:<port>`: a secure context, so WebGPU is there. */
  origin: string
  close(): Promise<void>
}

/** Serves the files that a folder holds now, and nothing else, on loopback. */
export async function serveFolder(folder: string): Promise<Host> {
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(path => [path.slice(folder.length).replaceAll('\\', '/'), path]),
  )
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    const path = files.get(pathname === '/' ? '/index.html' : pathname)
    if (!path) return response.writeHead(404).end()
    const type = types[extname(path)] ?? 'application/octet-stream'
    return response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(readFileSync(path))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
