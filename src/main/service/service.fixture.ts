import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'
import { callsPath, type CallName } from '../../shared/contracts/calls'
import { pack, binaryMessageType } from '../../shared/contracts/binaryMessage'
import type { ErrorParts } from '../../shared/errors'
import { openStore, type Store } from '../datasets/store'
import { createService, type Service, type ServiceOptions } from '../service'
import { staticFilesOf } from './static'

const resources = resolve(import.meta.dirname, '../../../resources')

export interface Served {
  store: Store
  /** A page folder, made of a few files, with a secret beside it. */
  folder: string
  /** Where temporary files land. */
  temporary: string
  make: (options?: Partial<ServiceOptions>) => Service
  service: Service
}

/** A service on a store in memory, over a small page; gone with the test file. */
export async function serveTest(): Promise<Served> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lathe-test-')))
  const temporary = join(folder, 'temporary')
  for (const made of [temporary, join(folder, 'page/assets')]) mkdirSync(made, { recursive: true })
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = temporary
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'page/.stamp'), 'secret')
  writeFileSync(join(folder, 'page/index.html'), '<p>Lathe</p>')
  writeFileSync(join(folder, 'page/assets/a b.js'), 'export {}')
  writeFileSync(join(folder, 'page/assets/data.bin'), 'bytes')
  const staticFiles = await staticFilesOf(join(folder, 'page'))
  const store = await openStore({ folder: null, samples: join(resources, 'samples') })
  const make = (options: Partial<ServiceOptions> = {}): Service =>
    createService({ store, resources, staticFiles, ...options })
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  return { store, folder, temporary, make, service: make() }
}

export const origin = 'http://127.0.0.1:1'

export function callRequest(name: CallName, input: unknown, init: RequestInit = {}): Request {
  const headers = { 'content-type': 'application/json' }
  return new Request(`${origin}${callsPath}${name}`, { method: 'POST', headers, body: JSON.stringify(input), ...init })
}

export function binaryRequest(
  name: CallName,
  input: unknown,
  bytes: Uint8Array<ArrayBuffer>[],
  init: RequestInit = {},
): Request {
  return callRequest(name, undefined, {
    headers: { 'content-type': binaryMessageType },
    body: new Blob(pack(input, bytes)),
    ...init,
  })
}

export const faultOf = async (response: Response): Promise<ErrorParts> =>
  ((await response.json()) as { error: ErrorParts }).error
