import { importDefaults } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'
import type { TextParameter } from '../../../shared/params'
import { ask } from '../../engine/client'
import { desktop } from '../../engine/desktop'
import { notRead } from '../../canvas/adding/openData'
import { useView } from '../../stores/view'
import { useWaiting } from '../../stores/waiting'

/**
 * How a path is chosen: by the system's dialog in the desktop window. A browser knows no paths: there the bytes of a table go into the
 * store, and the path names them (`dataset:<fingerprint>`).
 */
export function useChooseFile(type: string, parameter: TextParameter, chosen: (path: string) => void) {
  const view = useView()
  const waiting = useWaiting()
  const uploads = desktop === undefined && type === 'data.file'
  const kind = parameter.holds
  const possible = parameter.file !== undefined && (uploads || (desktop !== undefined && kind !== undefined))

  async function choose(now: string): Promise<void> {
    if (!desktop || !kind) return
    const path = parameter.file === 'save' ? await desktop.chooseTarget(kind, now) : await desktop.chooseFile(kind)
    if (path !== null) chosen(path)
  }

  async function take(file: File): Promise<void> {
    try {
      const dataset = await waiting.during(
        { title: `Reading ${file.name}`, kind: 'read', amount: file.size, stopped: notRead(file) },
        (progress, signal) =>
          ask('datasets.upload', { name: file.name, options: importDefaults }, { bytes: [file], progress, signal }),
      )
      if (dataset) chosen(`dataset:${dataset.fingerprint}`)
    } catch (thrown) {
      const { message, remedy } = LatheError.from(thrown)
      view.say({ tone: 'bad', text: `${file.name}: ${message}`, ...(remedy && { detail: remedy.text }) })
    }
  }

  return { possible, choose, take, accept: uploads ? '.csv,.tsv,.txt' : undefined }
}
