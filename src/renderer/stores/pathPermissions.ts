import { defineStore } from 'pinia'
import { nodeSpecs } from '../../compute'
import type { Pipeline } from '../../shared/pipeline/document'
import { ask } from '../engine/client'
import { strayPaths, withAbsolutePaths } from './filePaths'
import { useSession } from './session'
import { useView } from './view'

/** Which files outside of the project's folder a pipeline may use: the person is asked once for each, by the host and outside of this page. */
export const usePathPermissions = defineStore('pathPermissions', () => {
  const view = useView()
  const session = useSession()
  const allowed = new Set<string>()

  /** The document to run: files by their places on this machine, those that need it allowed by the person. */
  async function prepare(document: Pipeline): Promise<Pipeline> {
    const { paths } = await ask('version', {})
    if (!paths) return document
    const { folder } = session
    for (const path of strayPaths(document, folder, nodeSpecs)) await request(path)
    return folder === null ? document : withAbsolutePaths(document, folder, nodeSpecs)
  }

  /** Has the person asked where that is needed. What nobody allowed is refused by the host, which says so. */
  async function request(path: string): Promise<void> {
    if (allowed.has(path)) return
    const text = `Lathe asks where it was started whether the window may use ${path}`
    const asking = setTimeout(() => view.say({ tone: 'plain', text }), 300)
    try {
      if (await ask('paths.ask', { path })) allowed.add(path)
    } finally {
      clearTimeout(asking)
    }
  }

  /** A file that the person chose or dropped needs no further question. */
  function trust(path: string): void {
    allowed.add(path)
  }

  return { prepare, request, trust }
})
