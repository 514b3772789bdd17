import { headlessPaths, headlessWord, type HeadlessJob, type HeadlessWord } from '../../shared/contracts/desktop'
import { errorParts } from '../../shared/contracts/calls'
import { LatheError } from '../../shared/errors'
import { headersOf } from '../service/headers'
import type { Service } from '../service'

export interface Headless {
  /** The service of the hidden page: the workbench's, and a job. */
  service: Service
  /** What came of the job. Errors: as the page said them. */
  answer: Promise<unknown>
}

/** Gives a hidden page one job over the same service, and hears what it says of it. The page asks for the end: that answer comes when `signal` fires. */
export function headlessService(
  service: Service,
  job: HeadlessJob,
  onEvent: (event: { type: string }) => void,
  signal: AbortSignal,
): Headless {
  let resolve: (answer: unknown) => void
  let reject: (error: LatheError) => void
  const answer = new Promise<unknown>((done, failed) => ([resolve, reject] = [done, failed]))

  function hear(word: HeadlessWord): void {
    if (word.type === 'event') onEvent(word.event)
    else if (word.type === 'done') resolve(word.answer)
    else reject(new LatheError(errorParts.parse(word.error)))
  }
  const stopped = new Promise<void>(stop => {
    if (signal.aborted) stop()
    signal.addEventListener('abort', () => stop())
  })

  return {
    answer,
    async service(request) {
      const { pathname } = new URL(request.url)
      if (request.method !== 'POST') return service(request)
      if (pathname === headlessPaths.job) return json(job)
      if (pathname === headlessPaths.stop) return stopped.then(() => json(null))
      if (pathname !== headlessPaths.say) return service(request)
      const word = headlessWord.safeParse(await request.json().catch(() => undefined))
      if (!word.success) return json(null, 400)
      hear(word.data)
      return json(null)
    },
  }
}

const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: headersOf('application/json') })
