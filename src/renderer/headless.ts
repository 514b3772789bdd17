import { columnCells, describeAdapter, Engine, nodeTypes, type Outcome, pooled, remoteHost, reportOf } from '../compute'
import { type HeadlessJob, headlessJob, headlessPaths, type HeadlessWord } from '../shared/contracts/desktop'
import type { Host } from '../shared/contracts/host'
import { LatheError } from '../shared/errors'
import { readPipeline } from '../shared/pipeline/document'

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
  if (report !== undefined) await host.outputs.report(report, reportOf(pipeline, outcome))
  if (predictions !== undefined) await writePredictions(predictions, outcome, host)
  return outcome.results
}

async function writePredictions(path: string, { outputs }: Outcome, { outputs: files }: Host): Promise<void> {
  const frame = [...outputs.values()].map(output => output.frame).findLast(found => found?.prediction)
  if (!frame)
    throw new LatheError({
      code: 'data',
      message: 'No node predicted anything, so there is nothing to write to --predictions.',
      remedy: 'Add a model to the pipeline.',
    })
  await files.table(path, await columnCells((await pooled(frame)).columns), { exact: false })
}

try {
  const job = headlessJob.parse(await (await post(headlessPaths.job)).json())
  say({ type: 'done', answer: job.type === 'run' ? await run(job) : await describeAdapter() })
} catch (error) {
  say({ type: 'failed', error: LatheError.from(error).toJSON() })
}
