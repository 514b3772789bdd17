import type { NodeResult, Results } from '../../shared/results/results'
import { lightResults } from '../../shared/results/light'
import type { Ran } from './run'

/**
 * What ran, by project, in the browser's own database: after a reload the results are there again. It is a cache: what cannot be
 * kept or read back is computed again, so no failure is told.
 */
const base = 'lathe.results'
const store = 'ran'
/** Grows when `Ran` changes its shape: what older versions kept is dropped. */
const shape = 3
const mostProjects = 20
const mostBytes = 20e6

/** Keeps what ran in a project, once the page has nothing better to do. */
export async function keepRan(project: string, ran: Ran): Promise<void> {
  await new Promise(resolve => requestIdleCallback(resolve, { timeout: 1000 }))
  const value = fitting(ran)
  if (value === null) return
  await within('readwrite', kept => {
    kept.put({ at: Date.now(), ran: value }, project)
    const beyond = kept.index('at').openKeyCursor(null, 'prev')
    let seen = 0
    beyond.onsuccess = () => {
      const cursor = beyond.result
      if (!cursor) return
      if (++seen > mostProjects) kept.delete(cursor.primaryKey)
      cursor.continue()
    }
  }).catch(() => undefined)
}

/** What ran in a project when it was last seen; null: nothing is kept. */
export async function keptRan(project: string): Promise<Ran | null> {
  const found = await within('readonly', kept => kept.get(project) as IDBRequest<{ ran: Ran } | undefined>).catch(
    () => undefined,
  )
  return found?.result?.ran ?? null
}

/** Forgets what ran in a project; gives it, for those who change their mind. */
export async function forgetRan(project: string): Promise<Ran | null> {
  const ran = await keptRan(project)
  await within('readwrite', kept => kept.delete(project)).catch(() => undefined)
  return ran
}

/** Forgets what ran in all projects but these: the others were removed elsewhere, or behind a page that was closed. */
export async function keepOnly(projects: ReadonlySet<string>): Promise<void> {
  await within('readwrite', kept => {
    const all = kept.openKeyCursor()
    all.onsuccess = () => {
      const cursor = all.result
      if (!cursor) return
      const { primaryKey: key } = cursor
      if (typeof key !== 'string' || !projects.has(key)) kept.delete(key)
      cursor.continue()
    }
  }).catch(() => undefined)
}

/** What ran, without heavy blocks where all of it takes more than `limit` bytes; null when even that does. */
export function fitting(ran: Ran, limit = mostBytes): Ran | null {
  if (left(ran, limit) >= 0) return ran
  const light = lightRan(ran)
  return left(light, limit) >= 0 ? light : null
}

function lightRan({ nodes, results, document }: Ran): Ran {
  const lighter = (of: Results['nodes']): Results['nodes'] => lightResults({ nodes: of } as Results).nodes
  const heavy: Record<string, NodeResult> = {}
  for (const [id, { result }] of nodes) if (result) heavy[id] = result
  const light = lighter(heavy)
  return {
    nodes: nodes.map(([id, node]) => [id, { ...node, ...(light[id] && { result: light[id] }) }]),
    results: results && {
      ...results,
      nodes: { ...lighter(results.nodes), ...pick(light, Object.keys(results.nodes)) },
    },
    document,
  }
}

function pick(from: Results['nodes'], ids: readonly string[]): Results['nodes'] {
  return Object.fromEntries(ids.flatMap(id => (from[id] ? [[id, from[id]]] : [])))
}

/** What is left of a budget of bytes after a value; what stands in it twice counts once, and it stops when nothing is left. */
function left(value: unknown, budget: number, seen = new Set<object>()): number {
  if (budget < 0) return budget
  if (typeof value === 'string') return budget - 5 - value.length
  if (typeof value !== 'object' || value === null) return budget - 9
  if (ArrayBuffer.isView(value)) return budget - value.byteLength
  if (seen.has(value)) return budget
  seen.add(value)
  let rest = budget - 9
  if (Array.isArray(value)) for (const inner of value as unknown[]) rest = rest < 0 ? rest : left(inner, rest, seen)
  else for (const [key, inner] of Object.entries(value)) rest = left(inner, rest - key.length, seen)
  return rest
}

/** Does something with the store in one transaction and waits for its end. */
async function within<R>(mode: IDBTransactionMode, work: (kept: IDBObjectStore) => R): Promise<R> {
  const database = await opened()
  try {
    return await new Promise<R>((resolve, reject) => {
      const transaction = database.transaction(store, mode)
      transaction.oncomplete = () => resolve(result)
      transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was given up.'))
      const result = work(transaction.objectStore(store))
    })
  } finally {
    database.close()
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(base, shape)
    request.onupgradeneeded = () => {
      const database = request.result
      for (const old of database.objectStoreNames) database.deleteObjectStore(old)
      database.createObjectStore(store).createIndex('at', 'at')
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The database cannot be opened.'))
    request.onblocked = () => reject(new Error('Another tab holds the database.'))
  })
}
