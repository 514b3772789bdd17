import { computed, type ComputedRef } from 'vue'
import { runRefusal } from '../node/notRun'
import { usePieces } from '../canvas/editing/usePieces'
import { useTemplates } from '../start/useTemplates'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { type Page, useView } from '../stores/view'
import type { Action } from '../actions/action'
import { useCanvasActions } from '../canvas/canvasActions'
import { useDataActions } from '../data/dataActions'
import { useFileActions } from './fileActions'
import { useInspectorActions } from '../inspector/inspectorActions'
import { useReportActions } from '../report/reportActions'
import { useResultActions } from '../results/resultActions'

/** Every action of the window. Rooms bring theirs in files of their own. */
export function useAllActions(): ComputedRef<readonly Action[]> {
  const documents = useDocument()
  const run = useRun()
  const view = useView()

  const file = useFileActions()
  const inspector = useInspectorActions()
  const data = useDataActions()
  const report = useReportActions()
  const results = useResultActions()
  const canvas = useCanvasActions()
  const { remove } = usePieces()
  const { takeTour } = useTemplates()

  /** Of what is selected only one node can be run to, and where its line is whole. */
  const canRunTo = ([id, ...more]: Iterable<string>): boolean =>
    id !== undefined &&
    more.length === 0 &&
    documents.document.nodes.some(n => n.id === id) &&
    runRefusal(documents.document, id) === undefined

  /** The node whose model can be taken as it is: one trains at a time. */
  const trained = (): string | undefined =>
    [...run.nodes].find(([, { iterations }]) => iterations && !iterations.finishing)?.[0]
  const holdOf = (id: string | undefined): string =>
    (id === undefined ? undefined : run.of(id).iterations?.hold) ?? 'free'

  return computed<readonly Action[]>(() => [
    ...file.value,
    ...inspector.value,
    ...data.value,
    ...report.value,
    ...results.value,
    ...canvas,
    {
      id: 'run.all',
      title: 'Run',
      group: 'Run',
      icon: 'play',
      keys: ['F5', 'Mod+Enter'],
      whileTyping: true,
      enabled: () => !run.running && documents.document.nodes.length > 0,
      perform: () => run.start(),
    },
    {
      id: 'run.toHere',
      title: 'Run to here',
      group: 'Run',
      icon: 'step-forward',
      keys: ['Shift+F5'],
      enabled: () => !run.running && canRunTo(view.selected),
      perform: () => run.start([...view.selected][0]),
    },
    {
      id: 'run.stop',
      title: 'Stop',
      group: 'Run',
      icon: 'square',
      keys: ['Escape'],
      enabled: () => run.running && view.dialog === null,
      perform: () => run.stop(),
    },
    {
      id: 'run.finish',
      title: 'Finish the training now',
      group: 'Run',
      icon: 'circle-check',
      enabled: () => trained() !== undefined,
      perform: () => run.finish(trained()!),
    },
    {
      id: 'run.hold',
      title: holdOf(trained()) === 'free' ? 'Pause the training' : 'Go on training',
      group: 'Run',
      icon: holdOf(trained()) === 'free' ? 'pause' : 'play',
      enabled: () => trained() !== undefined,
      perform: () => run.hold(trained()!, holdOf(trained()) === 'free'),
    },
    {
      id: 'run.step',
      title: 'Train one step',
      group: 'Run',
      icon: 'step-forward',
      enabled: () => holdOf(trained()) === 'standing',
      perform: () => run.step(trained()!),
    },
    {
      id: 'run.pace',
      title: view.pace === 'watch' ? 'Train at full speed' : 'Watch trainings slowly',
      group: 'Run',
      icon: 'activity',
      perform: () => void (view.pace = view.pace === 'watch' ? 'full' : 'watch'),
    },
    {
      id: 'edit.undo',
      title: `Undo ${documents.past.at(-1)?.label ?? ''}`.trim(),
      group: 'Edit',
      icon: 'undo-2',
      keys: ['Mod+Z'],
      enabled: () => documents.past.length > 0,
      perform: documents.undo,
    },
    {
      id: 'edit.redo',
      title: `Redo ${documents.future.at(-1)?.label ?? ''}`.trim(),
      group: 'Edit',
      icon: 'redo-2',
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      enabled: () => documents.future.length > 0,
      perform: documents.redo,
    },
    {
      id: 'edit.delete',
      title: 'Delete',
      group: 'Edit',
      icon: 'trash-2',
      keys: ['Delete', 'Backspace'],
      enabled: () => view.selected.size > 0,
      perform: () => remove(),
    },
    {
      id: 'edit.selectAll',
      title: 'Select all',
      group: 'Edit',
      icon: 'square-dashed',
      keys: ['Mod+A'],
      enabled: () => view.page === 'canvas',
      perform: () => view.select(...documents.document.nodes.map(n => n.id)),
    },
    {
      id: 'view.commands',
      title: 'Search or run',
      group: 'View',
      icon: 'search',
      keys: ['Mod+K'],
      whileTyping: true,
      perform: () => void (view.dialog = 'commands'),
    },
    {
      id: 'help.tour',
      title: 'Take the tour',
      group: 'Help',
      icon: 'graduation-cap',
      perform: takeTour,
    },
    {
      id: 'view.shortcuts',
      title: 'Keyboard shortcuts',
      group: 'Help',
      icon: 'keyboard',
      keys: ['?'],
      perform: () => void (view.dialog = 'shortcuts'),
    },
    ...(['start', 'canvas', 'data', 'results', 'learn', 'report'] as const).map((page: Page, i): Action => ({
      id: `view.${page}`,
      title: `Go to ${page}`,
      group: 'View',
      keys: [`Alt+${i}`],
      perform: () => void (view.page = page),
    })),
    {
      id: 'view.theme',
      title: 'Light or dark',
      group: 'View',
      icon: 'sun-moon',
      perform: () => void (view.theme = dark() ? 'light' : 'dark'),
    },
  ])
}

function dark(): boolean {
  const chosen = document.documentElement.dataset['theme']
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}
