import { constants } from 'node:fs'
import { access, chmod, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LatheError } from '../../shared/errors'
import { openStore, type Store } from '../datasets/store'
import { writeFileAtomically } from '../files/write'
import { createService, type Service, type ServiceOptions } from '../service'
import { tuningFile } from '../tuningFile'
import { Paths } from './paths'
import { openProjects, type Projects } from './projects'

/** What is kept for a person: datasets and projects, held by one program at a time. */
export interface Workplace extends AsyncDisposable {
  folder: string
  store: Store
  projects: Projects
  /** Files that pipelines may open and write. */
  paths: Paths
  /** The service over it. */
  serve(options: Pick<ServiceOptions, 'resources' | 'staticFiles' | 'onFault'>): Service
  /** Says where this program can be found, for the next one that wants the same folder. */
  announce(address: string): Promise<void>
}

const holder = z.object({ pid: z.number(), address: z.string(), since: z.string() })

/**
 * Opens the data folder. The database's own lock keeps a second program out: the system lets go of it when a program ends, however it
 * ends, so no stale lock is left. Errors: `input` when another program holds the folder, naming it, and when nothing can be written there.
 */
export async function openWorkplace(folder: string, samples: string): Promise<Workplace> {
  const note = join(folder, 'holder.json')
  await ownFolder(folder).catch((cause: unknown) => {
    throw folderError(folder, cause)
  })
  const store = await openStore({ folder: join(folder, 'store'), samples }).catch(async (error: unknown) => {
    throw await namedHolder(LatheError.from(error), note)
  })
  await rm(note, { force: true })
  const projects = await openProjects(join(folder, 'projects'))
  const paths = new Paths(() => projects.folders())
  return {
    folder,
    store,
    projects,
    paths,
    serve: options =>
      createService({ ...options, store, place: paths.place, kept: { projects, paths }, tuning: tuningFile(folder) }),
    async announce(address) {
      await writeFileAtomically(note, JSON.stringify({ pid: process.pid, address, since: new Date().toISOString() }))
    },
    async [Symbol.asyncDispose]() {
      await rm(note, { force: true })
      await store.close()
    },
  }
}

/** Makes the folder, and a subfolder that shows whether files can be made. What people work on is nobody else's business. */
async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Windows keeps a person's folder private by itself.
  if (process.platform !== 'win32') await chmod(folder, 0o700)
  await mkdir(join(folder, 'store'), { recursive: true })
  await access(join(folder, 'store'), constants.W_OK)
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'writing there is not allowed',
  EPERM: 'writing there is not allowed',
  EROFS: 'the disk is read-only',
  EEXIST: 'a file has that name',
  ENOTDIR: 'a file is where its folder should be',
  ENOSPC: 'the disk is full',
}

function folderError(folder: string, cause: unknown): LatheError {
  const reason = reasons[(cause as NodeJS.ErrnoException).code ?? ''] ?? String(cause)
  const message = `The folder of Lathe's data cannot be used: ${reason}.`
  const remedy = 'Mend that, or set LATHE_DATA to another folder.'
  return new LatheError({ code: 'input', where: folder, message, remedy }, { cause })
}

/** The same fault with the address of the program that holds the folder, where it left one. */
async function namedHolder(error: LatheError, note: string): Promise<LatheError> {
  const text = error.code === 'input' ? await readFile(note, 'utf8').catch(() => '') : ''
  const known = holder.safeParse(parsed(text))
  if (!known.success) return error
  const { pid, address, since } = known.data
  const message = `Lathe already runs with this data: ${address}, process ${pid}, since ${since}.`
  const remedy = 'Use that one, close it, or set LATHE_DATA to another folder.'
  return new LatheError({ ...error.toJSON(), message, remedy }, { cause: error })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
