import { describeAdapter, Engine, nodeTypes, type Outcome, predictionsOf, remoteHost, reportOf } from '../compute'
import { type HeadlessJob, headlessJob, headlessPaths, type HeadlessWord } from '../shared/contracts/desktop'
import { LatheError } from '../shared/errors'
import { type Pipeline, readPipeline } from '../shared/pipeline/document'

// The hidden page that computes for the command line of the installed app: it gets one job and says how it goes. Nobody sees it, so the
// engine runs on its own thread.
const post = (path: string, body: unknown = null): Promise<Response> =>
  fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** Words arrive in the order they are said. */
let last: Promise<unknown> = Promise.resolve()
function say(word: HeadlessWord): void {
  last = last.then(() => post(headlessPaths.say, word))
}

const host = remoteHost(location.origin, {
  save: name => {
    throw new LatheError({ code: 'internal', message: `${name} was not written.` })
  },
})

async function run({ document, report, predictions }: Extract<HeadlessJob, { type: 'run' }>): Promise<unknown> {
  const pipeline = readPipeline(document)
  const stop = new AbortController()
  void post(headlessPaths.stop).then(() => stop.abort())
  const engine = new Engine(nodeTypes, host)
  const onEvent = (event: { type: string }): void => {
    if (event.type === 'progress' || event.type === 'finished') say({ type: 'event', event })
  }
  const outcome = await engine.run(pipeline, { signal: stop.signal, onEvent })
  const fault = await write(outcome, pipeline, { report, predictions }).then(
    () => undefined,
    (error: unknown) => LatheError.from(error).toJSON(),
  )
  return { results: outcome.results, ...(fault && { fault }) }
}

async function write(
  outcome: Outcome,
  pipeline: Pipeline,
  { report, predictions }: { report?: string | undefined; predictions?: string | undefined },
): Promise<void> {
  if (report !== undefined) await host.outputs.report(report, reportOf(pipeline, outcome))
  const columns = predictions !== undefined && (await predictionsOf(outcome))
  if (columns) await host.outputs.table(predictions, columns, { exact: false })
}

try {
  const job = headlessJob.parse(await (await post(headlessPaths.job)).json())
  say({ type: 'done', answer: job.type === 'run' ? await run(job) : await describeAdapter() })
} catch (error) {
  say({ type: 'failed', error: LatheError.from(error).toJSON() })
}
