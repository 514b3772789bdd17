import { defineStore } from 'pinia'
import { computed, nextTick, ref, shallowRef, watch } from 'vue'
import { nodeSpecs } from '../../compute'
import { callsPath } from '../../shared/contracts/calls'
import type { OpenProject, Project, RunEntry } from '../../shared/contracts/projects'
import { LatheError } from '../../shared/errors'
import type { Pipeline } from '../../shared/pipeline/document'
import { lightResults } from '../../shared/results/light'
import { ask } from '../engine/client'
import { emptyDocument, useDocument } from './document'
import { folderOf, strayPaths, withAbsolutePaths } from './filePaths'
import { Autosaver, type AutosaveState } from './autosaver'
import { forgetRan, keepOnly, keepRan, keptRan } from './kept'
import { ranOf } from './keptRun'
import { useQuestion } from './question'
import { useRecall } from './recall'
import { type PastRun, type Ran, useRun } from './run'
import { useView } from './view'

/** Which project this tab had open, for a reload. */
const tabKey = 'lathe.project'

/** What a browser sends after a page has gone: at most 64 KiB. */
const lastWordLimit = 60_000

const notKept = 'The change is not kept:'

/** A project that is open, or becomes one with the first change. */
interface Session {
  id: string | null
  revision: number
  autosaver: Autosaver<Pipeline>
  /** Another window went on from where this one stood, or the project is gone: nothing more is kept in it from here. */
  outdated: boolean
  /** Lets other tabs open the project. */
  release: () => void
}

/**
 * Where the open document is kept: every change is on the disk a quarter of a second later. A document that nobody changed or saved is
 * no project yet.
 */
export const useProject = defineStore('project', () => {
  const documents = useDocument()
  const run = useRun()
  const view = useView()
  const questions = useQuestion()
  const recall = useRecall()

  const current = shallowRef<Project | null>(null)
  const recent = shallowRef<readonly Project[]>([])
  const runs = shallowRef<readonly RunEntry[]>([])
  const state = ref<AutosaveState>('kept')
  const folder = computed(() => (current.value?.file ? folderOf(current.value.file) : null))
  let session = newSession()

  /** In words, for the title bar. */
  const standing = computed(() => {
    if (state.value === 'failed') return 'Not kept'
    if (!current.value && documents.past.length === 0) return ''
    if (documents.dirty) return state.value === 'pending' ? 'Edited' : 'Edited, autosaved'
    return 'Saved'
  })

  function newSession(): Session {
    const made: Session = {
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
  const isOvertaken = ({ id }: Session, error: unknown): boolean =>
    id !== null && LatheError.from(error).code === 'input'

  async function keep(to: Session, document: Pipeline): Promise<void> {
    if (to.id === null) return take(to, await ask('projects.create', { document }))
    const { revision } = await ask('projects.keep', { id: to.id, revision: to.revision, document })
    to.revision = revision
  }

  function tell(from: Session, now: AutosaveState, error?: unknown): void {
    if (from !== session) return
    if (now === 'failed' && state.value !== 'failed') {
      const { message, remedy } = LatheError.from(error)
      const { id, autosaver } = from
      from.outdated = isOvertaken(from, error)
      const again = (): void => {
        autosaver.stop()
        view.attempt(() => open(id!))
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
  function take(to: Session, { project, revision, savedDocument }: OpenProject): void {
    if (to.id === null) hold(to, project.id)
    to.id = project.id
    to.revision = revision
    if (to !== session) return
    if (savedDocument === null) documents.markSaved(null, null)
    current.value = project
    sessionStorage.setItem(tabKey, project.id)
  }

  /** Shows a project, as it was when it was last seen. */
  async function show(opened: OpenProject): Promise<void> {
    const { project, document, savedDocument, conflict } = opened
    const entries = await ask('projects.runs', { id: project.id })
    const ran = (await keptRan(project.id)) ?? (await lastRun(project.id, entries))
    documents.open(document, project.file, project.saved ? document : savedDocument)
    take(session, opened)
    run.reset()
    if (ran) {
      recall.putBack(ran)
      run.putBack(ran)
    }
    view.select()
    view.page = 'canvas'
    if (conflict)
      view.say({
        tone: 'bad',
        text: `${project.file} was changed by another program. Here are your unsaved changes.`,
        detail: 'Save under another name, or replace the file when you save.',
      })
    runs.value = entries
  }

  const flush = (): Promise<void> => session.autosaver.flush()

  async function open(id: string): Promise<void> {
    await flush()
    await show(await ask('projects.open', { id }))
  }

  async function openPath(path: string): Promise<void> {
    await flush()
    await show(await ask('projects.read', { path }))
  }

  /** A document that is in no file here: read in the browser. */
  async function openDocument(document: Pipeline): Promise<void> {
    await flush()
    await show(await ask('projects.create', { document }))
  }

  function start(): void {
    documents.open(emptyDocument(), null)
    run.reset()
    view.select()
    view.page = 'canvas'
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

  function rename(name: string): void {
    documents.edit('rename', document => (document.name === name ? document : { ...document, name }))
  }

  async function refresh(): Promise<void> {
    sayDamaged(await list())
  }

  /** Reads the list; gives what is to be said about damaged projects. */
  async function list(): Promise<readonly string[]> {
    const { projects, damaged } = await ask('projects.list', {})
    recent.value = projects
    return damaged
  }

  function sayDamaged(damaged: readonly string[]): void {
    for (const text of damaged) view.say({ tone: 'bad', text })
  }

  async function remove(id: string): Promise<void> {
    if (id === session.id) {
      documents.open(emptyDocument(), null)
      run.reset()
    }
    await ask('projects.remove', { id })
    const ran = await forgetRan(id)
    await refresh()
    const undo = async (): Promise<void> => {
      await ask('projects.restore', { id })
      if (ran) await keepRan(id, ran)
      await refresh()
    }
    view.say({ tone: 'plain', text: 'Removed from the list.', action: { label: 'Undo', perform: () => void undo() } })
  }

  async function keepRun({ document, results, seconds }: PastRun): Promise<void> {
    const to = session
    await to.autosaver.inTurn(async () => {
      if (to.id === null) take(to, await ask('projects.create', { document: documents.document }))
      const entry = await ask('projects.addRun', { id: to.id!, document, results: lightResults(results), seconds })
      if (to === session) runs.value = [entry, ...runs.value].slice(0, 50)
    })
  }

  /** Keeps what ran for the next time the project is opened, behind what makes it a project. */
  async function keepResults(): Promise<void> {
    const to = session
    const ran = run.ran()
    await nextTick()
    await to.autosaver.inTurn(() => Promise.resolve())
    if (to.id !== null) await keepRan(to.id, ran)
  }

  /** Goes back to the document of a past run; undo takes it back. */
  async function restoreRun(number: number): Promise<void> {
    if (session.id === null) return
    const { document } = await ask('projects.run', { id: session.id, number })
    documents.edit(`restore run ${number}`, () => document)
  }

  /** On start: what this tab had open, or unsaved work that no other tab holds. */
  async function restore(): Promise<void> {
    const damaged = await list()
    void keepOnly(new Set(recent.value.map(({ id }) => id)))
    try {
      await openLast()
    } finally {
      // Said last: opening a document clears what went wrong before it.
      sayDamaged(damaged)
    }
  }

  async function openLast(): Promise<void> {
    const known = sessionStorage.getItem(tabKey)
    const here = recent.value.find(({ id }) => id === known)
    const newest = recent.value[0]
    const found = here ?? (newest?.saved === false ? newest : undefined)
    if (!found || (!here && (await isHeld(found.id)))) return
    await open(found.id)
    if (!here) view.say({ tone: 'ok', text: `${found.name} is open again, with all its changes.` })
  }

  /** The document to run: files placed on this machine, and those outside of the project's folder allowed by the person. */
  async function prepare(document: Pipeline): Promise<Pipeline> {
    const { paths } = await ask('version', {})
    if (!paths) return document
    for (const path of strayPaths(document, folder.value, nodeSpecs)) {
      if (asked.has(path)) continue
      const text = `The pipeline names a file outside of its folder: ${path}`
      const yes = await questions.ask({ title: 'May the pipeline use this file?', text, yes: 'Allow' })
      if (yes === null) continue
      asked.add(path)
      await ask('paths.allow', { path })
    }
    return folder.value === null ? document : withAbsolutePaths(document, folder.value, nodeSpecs)
  }
  const asked = new Set<string>()
  run.prepare = prepare

  /** A file that the person chose or dropped needs no further question. */
  function trust(path: string): void {
    asked.add(path)
  }

  watch(
    () => documents.opened,
    () => {
      session.release()
      void session.autosaver.flush()
      session = newSession()
      current.value = null
      runs.value = []
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
  watch(
    () => run.history,
    ([newest]) => {
      if (newest) keepRun(newest).catch((error: unknown) => tell(session, 'failed', error))
    },
  )
  watch(
    () => run.running,
    running => {
      if (!running) void keepResults()
    },
  )
  // The page goes: what still waits is sent without waiting for an answer, behind what is on its way.
  window.addEventListener('pagehide', () => {
    const document = session.autosaver.waiting
    if (!document || session.id === null) return
    const body = JSON.stringify({ id: session.id, revision: session.revision, document })
    if (body.length > lastWordLimit) return
    const headers = { 'content-type': 'application/json' }
    void fetch(`${callsPath}projects.keep`, { method: 'POST', headers, body, keepalive: true })
  })

  return {
    current,
    recent,
    runs,
    state,
    folder,
    standing,
    flush,
    open,
    openPath,
    openDocument,
    start,
    save,
    rename,
    refresh,
    remove,
    restoreRun,
    restore,
    prepare,
    trust,
  }
})

/** What the program kept of the last run: the page's own cache may belong to another address. */
async function lastRun(id: string, [newest]: readonly RunEntry[]): Promise<Ran | null> {
  if (!newest) return null
  return ask('projects.run', { id, number: newest.number }).then(ranOf, () => null)
}

/** Holds a project for this tab, so that others do not open it by themselves. */
function hold(session: Session, id: string): void {
  void navigator.locks.request(`lathe.project.${id}`, () => new Promise<void>(release => (session.release = release)))
}

async function isHeld(id: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === `lathe.project.${id}`)
}
