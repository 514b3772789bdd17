import { z } from 'zod'

/**
 * What only the desktop window can do: `window.lathe`, absent in a browser. The preload (`src/main/electron/preload.ts`) gives it, the main
 * process checks every argument with the schemas below. Everything else is a call of the service, in both hosts the same.
 */
export interface Desktop {
  readonly platform: 'darwin' | 'linux' | 'win32'
  /** Shows the system's dialog; the absolute path, or null when it was closed. Pipelines may use what was chosen. */
  chooseFile(kind: FileKind): Promise<string | null>
  /** The same to save: `suggested` is a name or a path. */
  chooseTarget(kind: FileKind, suggested: string): Promise<string | null>
  /** Absolute path of a file that was dropped or chosen, which pipelines may then use; null for one without a file on the disk. */
  pathOf(file: File): Promise<string | null>
  /** The menu of the application, from the page's actions. */
  setMenu(menu: Menu): void
  /** Told when a person chooses an item of the menu. */
  onAction(listener: (id: string) => void): void
  /** Told of files that the system wants opened: a double click, the command line, a second start. Earlier ones come at once. */
  onOpenFile(listener: (path: string) => void): void
  /** For the window's title and, on a Mac, its proxy icon and dot. */
  setDocument(shown: ShownDocument): void
  /** Writes what helps to find a fault, logs and what machine it is, into a zip that the person chooses; its path, or null. */
  saveLogs(): Promise<string | null>
}

export const fileKind = z.enum(['pipeline', 'table', 'model', 'report', 'logs'])
export type FileKind = z.infer<typeof fileKind>

const text = z.string().max(200)

export const menuItem = z.strictObject({
  id: text,
  title: text,
  /** `Mod+Shift+S`, as in the page's actions. */
  keys: text.exactOptional(),
  enabled: z.boolean(),
  checked: z.boolean().exactOptional(),
})
export type MenuItem = z.infer<typeof menuItem>

export const menu = z.array(z.strictObject({ title: text, items: z.array(menuItem).max(200) })).max(20)
export type Menu = z.infer<typeof menu>

export const shownDocument = z.strictObject({ name: text, file: z.string().max(4096).nullable(), edited: z.boolean() })
export type ShownDocument = z.infer<typeof shownDocument>

/** What the command line in the installed app asks of its hidden page (`src/renderer/headless.ts`). */
export const headlessJob = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    document: z.unknown(),
    /** Absolute paths of files to write. */
    report: z.string().exactOptional(),
    predictions: z.string().exactOptional(),
  }),
  z.strictObject({ type: z.literal('adapters') }),
])
export type HeadlessJob = z.infer<typeof headlessJob>

/** What the hidden page says: any number of events, then `done` or `failed`. */
export const headlessWord = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('event'), event: z.looseObject({ type: z.string() }) }),
  z.strictObject({ type: z.literal('done'), answer: z.unknown() }),
  z.strictObject({ type: z.literal('failed'), error: z.unknown() }),
])
export type HeadlessWord = z.infer<typeof headlessWord>

/** Where the hidden page gets its job, says its words, and learns that it is to stop. All are POST. */
export const headlessPaths = { job: '/job', say: '/say', stop: '/stop' } as const
