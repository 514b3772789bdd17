import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { OpenProject, Project } from '../../shared/contracts/projects'
import type { Pipeline } from '../../shared/pipeline/document'
import { ask } from '../engine/client'
import { emptyDocument, useDocument } from './document'
import { usePathPermissions } from './pathPermissions'
import { useRun } from './run'
import { useRunArchive } from './runArchive'
import { isHeld, useSession } from './session'
import { useView } from './view'

/** The projects of a person: opens, lists and removes them. */
export const useProjects = defineStore('projects', () => {
  const documents = useDocument()
  const run = useRun()
  const view = useView()
  const session = useSession()
  const archive = useRunArchive()

  const recent = shallowRef<readonly Project[]>([])

  /** Shows a project, as it was when it was last seen. */
  async function show(opened: OpenProject): Promise<void> {
    const { project, conflict } = opened
    const past = await archive.of(project.id)
    session.show(opened)
    run.reset()
    archive.putBack(past)
    view.select()
    view.page = 'canvas'
    if (conflict)
      view.say({
        tone: 'bad',
        text: `${project.file} was changed by another program. Here are your unsaved changes.`,
        detail: 'Save under another name, or replace the file when you save.',
      })
  }

  async function open(id: string): Promise<void> {
    await session.flush()
    await show(await ask('projects.open', { id }))
  }
  session.reopen = open

  async function openPath(path: string): Promise<void> {
    await session.flush()
    await usePathPermissions().request(path)
    await show(await ask('projects.read', { path }))
  }

  /** A document that is in no file here: read in the browser. */
  async function openDocument(document: Pipeline): Promise<void> {
    await session.flush()
    await show(await ask('projects.create', { document }))
  }

  /** An empty document, which is no project yet. */
  function clear(): void {
    documents.open(emptyDocument(), null)
    run.reset()
  }

  function start(): void {
    clear()
    view.select()
    view.page = 'canvas'
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
    if (id === session.current?.id) clear()
    await ask('projects.remove', { id })
    await refresh()
    const undo = async (): Promise<void> => {
      await ask('projects.restore', { id })
      await refresh()
    }
    view.say({ tone: 'plain', text: 'Removed from the list.', action: { label: 'Undo', perform: () => void undo() } })
  }

  /** On start: what this tab had open, or unsaved work that no other tab holds. */
  async function restore(): Promise<void> {
    const damaged = await list()
    try {
      await openLast()
    } finally {
      // Said last: opening a document clears what went wrong before it.
      sayDamaged(damaged)
    }
  }

  async function openLast(): Promise<void> {
    const known = session.known()
    const here = recent.value.find(({ id }) => id === known)
    const newest = recent.value[0]
    const found = here ?? (newest?.saved === false ? newest : undefined)
    if (!found || (!here && (await isHeld(found.id)))) return
    await open(found.id)
    if (!here) view.say({ tone: 'ok', text: `${found.name} is open again, with all its changes.` })
  }

  return { recent, open, openPath, openDocument, start, refresh, remove, restore }
})
