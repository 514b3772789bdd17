import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { headersOf } from './headers'
import { Refusal } from './refusal'

export interface StaticFile {
  file: string
  /** MIME type. */
  type: string
}

/** By the path of the URL, as a browser writes it. */
export type StaticFiles = ReadonlyMap<string, StaticFile>

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** The files that a folder holds now, but for hidden ones; `/` is its index.html. What is not in the list is never served. */
export async function staticFilesOf(folder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>()
  // Folder by folder: an archive of Electron is read by plain `readdir` only.
  const visit = async (inside: string, url: string): Promise<void> => {
    for (const entry of await readdir(inside, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const [file, path] = [join(inside, entry.name), `${url}/${encodeURIComponent(entry.name)}`]
      if (entry.isDirectory()) await visit(file, path)
      else if (entry.isFile())
        files.set(new URL(path, 'http://host/').pathname, {
          file,
          type: types[extname(file).toLowerCase()] ?? 'application/octet-stream',
        })
    }
  }
  await visit(folder, '')
  const index = files.get('/index.html')
  if (index) files.set('/', index)
  return files
}

/** A file of the list. The path is looked up as it stands, never decoded or joined. */
export async function serveStatic(files: StaticFiles, method: string, pathname: string): Promise<Response> {
  const found = files.get(pathname)
  if (!found) throw new Refusal(404, 'There is nothing at this address.', 'Open the start page.')
  if (method !== 'GET' && method !== 'HEAD') throw new Refusal(405, `${method} is not for files.`)
  const bytes = await readFile(found.file)
  const headers = headersOf(found.type, { 'content-length': String(bytes.length) })
  return new Response(method === 'HEAD' ? null : bytes, { headers })
}
