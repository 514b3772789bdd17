import { computed, type ComputedRef } from 'vue'
import { LatheError } from '../../shared/errors'
import { setsOwn } from '../../shared/remedy'
import { parsePipeline, writePipeline } from '../../shared/pipeline/document'
import { pipelineEnding, withPipelineEnding } from '../../shared/pipeline/ending'
import { desktop } from '../engine/desktop'
import { ask } from '../engine/client'
import { download } from '../engine/download'
import { inFolder, isAbsolutePath } from '../stores/filePaths'
import { useDocument } from '../stores/document'
import { usePathPermissions } from '../stores/pathPermissions'
import { useProjects } from '../stores/projects'
import { useQuestion } from '../stores/question'
import { useSession } from '../stores/session'
import { useView } from '../stores/view'
import type { Action } from '../actions/action'

/** New, open, save, rename, and the projects of late. */
export function useFileActions(): ComputedRef<readonly Action[]> {
  const documents = useDocument()
  const projects = useProjects()
  const questions = useQuestion()
  const session = useSession()
  const view = useView()

  /** In a browser a file is read from where the browser is; by its path it is opened where Lathe runs. */
  async function open(): Promise<void> {
    if (!desktop) return chooseInBrowser(file => view.attempt(() => openFile(file)))
    const path = await desktop.chooseFile('pipeline')
    if (path !== null) await projects.openPath(path)
  }

  async function openFile(file: File): Promise<void> {
    await projects.openDocument(parsePipeline(await file.text()))
  }

  async function openPath(): Promise<void> {
    const path = await askPath('Open by path', 'Open', inFolder(await startFolder(), ''))
    if (path !== null) await projects.openPath(path)
  }

  async function save(): Promise<void> {
    await saved(() => session.save())
  }

  async function saveAs(): Promise<void> {
    const name = fileName(documents.document.name)
    const path = desktop
      ? await desktop.chooseTarget('pipeline', documents.file ?? name)
      : await askPath('Save as', 'Save', documents.file ?? inFolder(await startFolder(), name))
    if (path === null) return
    const file = withPipelineEnding(path)
    await usePathPermissions().request(file)
    // The system's dialog has asked before it gave the name of a file that is there.
    await saved(() => session.save(file, desktop !== undefined), file)
  }

  /** Saves; where another file is in the way, the person decides. */
  async function saved(work: () => Promise<void>, path?: string): Promise<void> {
    try {
      await work()
    } catch (thrown) {
      const error = LatheError.from(thrown)
      if (!setsOwn(error.remedy, 'replace')) throw error
      const answer = await questions.ask({
        title: 'Replace the file?',
        text: `${error.message} ${error.where}`,
        yes: 'Replace',
      })
      if (answer === null) return
      await session.save(path, true)
    }
    view.say({
      tone: 'ok',
      text: documents.file ? `Saved to ${documents.file}.` : 'Saved. It is in the list on the start page.',
    })
  }

  /** Where files of the project are, or may be: the home folder where it has none yet. */
  async function startFolder(): Promise<string> {
    return session.folder ?? (await ask('version', {})).home ?? '/'
  }

  async function askPath(title: string, yes: string, value: string): Promise<string | null> {
    const field = { label: `Whole path of a *${pipelineEnding} file on the machine where Lathe runs`, value }
    const path = await questions.ask({ title, field, yes })
    if (path === null || isAbsolutePath(path)) return path
    throw new LatheError({
      code: 'usage',
      message: `${path} is not a whole path.`,
      remedy: 'Start at the root: /home/… or C:\\…',
    })
  }

  async function rename(): Promise<void> {
    const field = { label: 'Name', value: documents.document.name }
    const name = await questions.ask({ title: 'Rename', field, yes: 'Rename' })
    if (name !== null) documents.edit('rename', document => (document.name === name ? document : { ...document, name }))
  }

  async function saveLogs(): Promise<void> {
    const path = await desktop?.saveLogs()
    if (path) view.say({ tone: 'ok', text: `The logs are in ${path}.` })
  }

  /** The terms of what Lathe is built on, which the build has put beside the page. */
  async function saveNotices(): Promise<void> {
    const answer = await fetch('notices.txt')
    if (!answer.ok)
      throw new LatheError({ code: 'input', message: 'The notices are not here.', remedy: 'Build the page again.' })
    download('lathe-notices.txt', await answer.text(), 'text/plain')
  }

  return computed(() => [
    { id: 'file.new', title: 'New', group: 'File', icon: 'plus', keys: ['Alt+N'], perform: projects.start },
    {
      id: 'file.open',
      title: 'Open…',
      group: 'File',
      icon: 'folder-open',
      keys: ['Mod+O'],
      whileTyping: true,
      perform: open,
    },
    {
      id: 'file.recent',
      title: 'Open recent…',
      group: 'File',
      icon: 'history',
      enabled: () => projects.recent.length > 0,
      perform: () => void (view.page = 'start'),
    },
    ...(desktop
      ? []
      : [
          {
            id: 'file.openPath',
            title: 'Open by path…',
            group: 'File',
            icon: 'folder-open',
            perform: openPath,
          } as const,
        ]),
    { id: 'file.save', title: 'Save', group: 'File', icon: 'save', keys: ['Mod+S'], whileTyping: true, perform: save },
    {
      id: 'file.saveAs',
      title: 'Save as…',
      group: 'File',
      icon: 'save',
      keys: ['Mod+Shift+S'],
      whileTyping: true,
      perform: saveAs,
    },
    {
      id: 'file.download',
      title: 'Download a copy',
      group: 'File',
      icon: 'download',
      perform: () => download(fileName(documents.document.name), writePipeline(documents.document), 'application/json'),
    },
    { id: 'file.rename', title: 'Rename…', group: 'File', icon: 'pencil', keys: ['F2'], perform: rename },
    {
      id: 'file.history',
      title: 'History of runs',
      group: 'File',
      icon: 'history',
      perform: () => void (view.dialog = 'history'),
    },
    { id: 'help.notices', title: 'Save third-party notices…', group: 'Help', perform: saveNotices },
    ...(desktop ? [{ id: 'help.logs', title: 'Save logs…', group: 'Help', perform: saveLogs } as const] : []),
    ...projects.recent.slice(0, 8).map(({ id, name }): Action => ({
      id: `file.recent.${id}`,
      title: `Open recent: ${name}`,
      group: 'File',
      icon: 'history',
      enabled: () => id !== session.current?.id,
      perform: () => projects.open(id),
    })),
  ])
}

/** A file name that every system takes. */
const fileName = (name: string): string =>
  `${name.replace(/[\u0000-\u001f/\\:*?"<>|]/g, ' ').trim() || 'Untitled'}${pipelineEnding}`

function chooseInBrowser(opened: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.lathe,.json'
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file) opened(file)
  })
  input.click()
}
