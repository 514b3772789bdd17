import { defineStore } from 'pinia'
import { nodeSpecs } from '../../compute'
import type { Pipeline } from '../../shared/pipeline/document'
import { ask } from '../engine/client'
import { strayPaths, withAbsolutePaths } from './filePaths'
import { useQuestion } from './question'
import { useSession } from './session'

/** Which files outside of the project's folder a pipeline may use: the person is asked, once for each. */
export const usePathPermissions = defineStore('pathPermissions', () => {
  const questions = useQuestion()
  const session = useSession()
  const allowed = new Set<string>()

  /** The document to run: files by their places on this machine, those that need it allowed by the person. */
  async function prepare(document: Pipeline): Promise<Pipeline> {
    const { paths } = await ask('version', {})
    if (!paths) return document
    const { folder } = session
    for (const path of strayPaths(document, folder, nodeSpecs)) {
      if (allowed.has(path)) continue
      const text = `The pipeline names a file outside of its folder: ${path}`
      const yes = await questions.ask({ title: 'May the pipeline use this file?', text, yes: 'Allow' })
      if (yes === null) continue
      allowed.add(path)
      await ask('paths.allow', { path })
    }
    return folder === null ? document : withAbsolutePaths(document, folder, nodeSpecs)
  }

  /** A file that the person chose or dropped needs no further question. */
  function trust(path: string): void {
    allowed.add(path)
  }

  return { prepare, trust }
})
