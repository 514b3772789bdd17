import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { callsPath } from '../../shared/contracts/calls'
import type { OpenProject, Project } from '../../shared/contracts/projects'
import { LatheError } from '../../shared/errors'
import type { Pipeline } from '../../shared/pipeline/document'
import { ask } from '../engine/client'
import { keyHeaders } from '../engine/key'
import { Autosaver, type AutosaveState } from './autosaver'
import { useDocument } from './document'
import { folderOf } from './filePaths'
import { useView } from './view'

/** Which project this tab had open, for a reload. */
const tabKey = 'lathe.project'

/** What a browser sends after a page has gone: at most 64 KiB. */
const lastWordLimit = 60_000

const notKept = 'The change is not kept:'

/** A project that is open, or becomes one with the first change. */
interface ProjectSession {
  id: string | null
  revision: number
  autosaver: Autosaver<Pipeline>
  /** Another window went on from where this one stood, or the project is gone: nothing more is kept in it from here. */
  outdated: boolean
  /** Lets other tabs open the project. */
  release: () => void
}

/**
 * The project that the open document is kept in: every change is on the disk a quarter of a second later. A document that nobody changed or
 * saved is no project yet.
 */
export const useSession = defineStore('session', () => {
  const documents = useDocument()
  const view = useView()

  const current = shallowRef<Project | null>(null)
  const state = ref<AutosaveState>('kept')
  const folder = computed(() => (current.value?.file ? folderOf(current.value.file) : null))
  /** Opens the project again as another window left it. */
  const reopen = shallowRef<(id: string) => Promise<void>>(() => Promise.resolve())
  let session = newSession()

  /** In words, for the title bar. */
  const standing = computed(() => {
    if (state.value === 'failed') return 'Not kept'
    if (!current.value && documents.past.length === 0) return ''
    if (documents.dirty) return state.value === 'pending' ? 'Edited' : 'Edited, autosaved'
    return 'Saved'
  })

  function newSession(): ProjectSession {
    const made: ProjectSession = {
      id: null,
      revision: 0,
      outdated: false,
      autosaver: new Autosaver<Pipeline>(
        document => keep(made, document),
        (now, error) => tell(made, now, error),
        error => isOvertaken(made, error),
      ),
      release: () => undefined,
    }
    return made
  }

  /** Another window went on with the project: only the person can say which of the two is wanted. */
  const isOvertaken = ({ id }: ProjectSession, error: unknown): boolean =>
    id !== null && LatheError.from(error).code === 'input'

  async function keep(to: ProjectSession, document: Pipeline): Promise<void> {
    if (to.id === null) return take(to, await ask('projects.create', { document }))
    const { revision } = await ask('projects.keep', { id: to.id, revision: to.revision, document })
    to.revision = revision
  }

  function tell(from: ProjectSession, now: AutosaveState, error?: unknown): void {
    if (from !== session) return
    if (now === 'failed' && state.value !== 'failed') {
      const { message, remedy } = LatheError.from(error)
      const { id, autosaver } = from
      from.outdated = isOvertaken(from, error)
      const again = (): void => {
        autosaver.stop()
        view.attempt(() => reopen.value(id!))
      }
      view.say({
        tone: 'bad',
        text: `${notKept} ${message}`,
        ...(remedy && { detail: remedy.text }),
        // Trying again does not help.
        ...(from.outdated && { action: { label: 'Open it again', perform: again } }),
      })
    }
    if (now === 'kept') view.toasts = view.toasts.filter(t => !t.text.startsWith(notKept))
    state.value = now
  }

  /** Makes a project that the program opened or made the one of a session. */
  function take(to: ProjectSession, { project, revision, savedDocument }: OpenProject): void {
    if (to.id === null) hold(to, project.id)
    to.id = project.id
    to.revision = revision
    if (to !== session) return
    if (savedDocument === null) documents.markSaved(null, null)
    current.value = project
    sessionStorage.setItem(tabKey, project.id)
  }

  /** Shows the document of a project that the program opened. */
  function show(opened: OpenProject): void {
    const { project, document, savedDocument } = opened
    documents.open(document, project.file, project.saved ? document : savedDocument)
    take(session, opened)
  }

  /** Keeps now what waits. */
  const flush = (): Promise<void> => session.autosaver.flush()

  /**
   * Does work on the open project behind what was asked before; not where the document is no project yet, unless `make` is set. A failure is
   * told as one of keeping.
   */
  async function inProject(work: (id: string, isOpen: () => boolean) => Promise<void>, make: boolean): Promise<void> {
    const to = session
    try {
      await to.autosaver.inTurn(async () => {
        if (to.id === null && make) take(to, await ask('projects.create', { document: documents.document }))
        if (to.id !== null) await work(to.id, () => to === session)
      })
    } catch (error) {
      tell(to, 'failed', error)
    }
  }

  /** Saves to the project's file or, where it has none, here; `path` is a new file. */
  async function save(path?: string, replace = false): Promise<void> {
    const to = session
    // Under another name it becomes a project of its own.
    if (path !== undefined && to.outdated) {
      to.release()
      Object.assign(to, { id: null, revision: 0, outdated: false })
    }
    await flush()
    await to.autosaver.inTurn(async () => {
      if (to.id === null) take(to, await ask('projects.create', { document: documents.document }))
      const document = documents.document
      const saving = { id: to.id!, revision: to.revision, document, replace, ...(path !== undefined && { path }) }
      const saved = await ask('projects.save', saving)
      take(to, saved)
      if (to === session) documents.markSaved(saved.project.file, document)
    })
  }

  /** Which project this tab had open before it was loaded. */
  const known = (): string | null => sessionStorage.getItem(tabKey)

  watch(
    () => documents.opened,
    () => {
      session.release()
      void session.autosaver.flush()
      session = newSession()
      current.value = null
      state.value = 'kept'
      sessionStorage.removeItem(tabKey)
    },
    { flush: 'sync' },
  )
  watch(
    () => documents.document,
    document => {
      if (documents.past.length + documents.future.length > 0) session.autosaver.note(document)
    },
    { flush: 'sync' },
  )
  // The page goes: what still waits is sent without waiting for an answer, behind what is on its way.
  window.addEventListener('pagehide', () => {
    const document = session.autosaver.waiting
    if (!document || session.id === null) return
    const body = JSON.stringify({ id: session.id, revision: session.revision, document })
    if (body.length > lastWordLimit) return
    const headers = { ...keyHeaders, 'content-type': 'application/json' }
    void fetch(`${callsPath}projects.keep`, { method: 'POST', headers, body, keepalive: true })
  })

  return { current, state, folder, standing, reopen, show, flush, inProject, save, known }
})

/** Holds a project for this tab, so that others do not open it by themselves. */
function hold(session: ProjectSession, id: string): void {
  void navigator.locks.request(`lathe.project.${id}`, () => new Promise<void>(release => (session.release = release)))
}

/** Whether a tab has the project open. */
export async function isHeld(id: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === `lathe.project.${id}`)
}
