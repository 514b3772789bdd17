import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { columnCells, Engine, type Outcome, pooled, reportOf } from '../../compute'
import { LatheError } from '../../shared/errors'
import { parsePipeline, type Pipeline } from '../../shared/pipeline/document'
import { writeFileAtomically } from '../files/write'
import { checkAdapter, expect, parse } from './arguments'
import type { Command } from './command'
import { openSession, useNodeGpu } from './session'
import { Progress } from './terminal'

const usage =
  'lathe run <pipeline.lathe.json> [--results out.json] [--report out.html|.md|.pdf] [--predictions out.csv] [--set node.param=json]… [--seed N] [--adapter auto|hardware|software] [--quiet]'

const options = {
  results: { type: 'string' },
  report: { type: 'string' },
  predictions: { type: 'string' },
  set: { type: 'string', multiple: true },
  seed: { type: 'string' },
  adapter: { type: 'string' },
  quiet: { type: 'boolean' },
} as const

export const run: Command = async (args, signal) => {
  const { values, positionals } = parse(args, options, usage)
  const [file] = expect(positionals, 1, usage)
  checkAdapter(values.adapter, usage)
  const document = changed(await readDocument(file!), values.set ?? [], values.seed)
  const quiet = values.quiet === true
  const progress = new Progress(quiet)
  useNodeGpu()
  await using session = await openSession(dirname(resolve(file!)), `lathe run ${args.join(' ')}`)
  const engine = new Engine(session.host)
  try {
    const outcome = await engine.run(document, {
      signal,
      onEvent: event => {
        if (event.type === 'progress') progress.show(event.node, event.fraction, event.secondsLeft)
        if (event.type === 'finished') progress.line(lineOf(event.node, event.result))
      },
    })
    await write(outcome, session.host, values, document)
    return report(outcome)
  } finally {
    await engine.close()
  }
}

async function readDocument(file: string): Promise<Pipeline> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why =
      cause.code === 'ENOENT'
        ? 'does not exist'
        : cause.code === 'EISDIR'
          ? 'is a folder'
          : `cannot be read (${cause.code})`
    throw new LatheError(
      {
        code: 'pipeline',
        message: `The pipeline file ${why}.`,
        where: file,
        remedy: 'Give the path of a *.lathe.json file.',
      },
      { cause },
    )
  })
  try {
    return parsePipeline(text)
  } catch (error) {
    throw LatheError.from(error).at(file)
  }
}

/** The document with `--set` and `--seed` applied; validation of the values is the engine's. */
function changed(document: Pipeline, sets: readonly string[], seed: string | undefined): Pipeline {
  const nodes = document.nodes.map(n => ({ ...n, params: { ...n.params } }))
  for (const set of sets) {
    const [, id, name, text] = /^([^.=]+)\.([^.=]+)=(.*)$/s.exec(set) ?? []
    const node = nodes.find(n => n.id === id)
    if (!node || name === undefined)
      throw new LatheError({
        code: 'usage',
        message:
          id === undefined
            ? `--set ${set} is not node.param=json.`
            : `--set names the node ${id}, which the pipeline does not have.`,
        remedy: `The nodes are ${nodes.map(n => n.id).join(', ')}.`,
      })
    node.params[name] = jsonOr(text!)
  }
  if (seed !== undefined && !/^\d{1,10}$/.test(seed))
    throw new LatheError({
      code: 'usage',
      message: `--seed must be a whole number; it is ${seed}.`,
      remedy: `Usage: ${usage}`,
    })
  return { ...document, nodes, ...(seed !== undefined && { seed: Number(seed) }) }
}

/** JSON, or the text itself where it is not: `--set load.path=a.csv` needs no quotes. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function write(
  outcome: Outcome,
  host: Awaited<ReturnType<typeof openSession>>['host'],
  files: { results?: string; report?: string; predictions?: string },
  document: Pipeline,
): Promise<void> {
  const here = (path: string): string => resolve(path)
  if (files.results !== undefined)
    await writeFileAtomically(here(files.results), `${JSON.stringify(outcome.results, null, 1)}\n`)
  if (files.report !== undefined) await host.outputs.report(here(files.report), reportOf(document, outcome))
  if (files.predictions !== undefined) {
    const frame = [...outcome.outputs.values()].map(o => o.frame).findLast(f => f?.prediction)
    if (!frame)
      throw new LatheError({
        code: 'data',
        message: 'No node predicted anything, so there is nothing to write to --predictions.',
        remedy: 'Add a model to the pipeline.',
      })
    await host.outputs.table(here(files.predictions), await columnCells((await pooled(frame)).columns), {
      exact: false,
    })
  }
}

function lineOf(node: string, result: Outcome['results']['nodes'][string]): string {
  const time = result.milliseconds === undefined ? '' : ` ${(result.milliseconds / 1000).toFixed(2)} s`
  return `${node.padEnd(16)} ${result.status}${time}`
}

/** One line per failed node on standard error; the exit status. */
function report(outcome: Outcome): number {
  const all = Object.values(outcome.results.nodes)
  for (const { error } of all)
    if (error && error.code !== 'cancelled') process.stderr.write(`lathe: ${new LatheError(error).line}\n`)
  if (outcome.results.status === 'cancelled') return 130
  return outcome.results.status === 'failed' ? 1 : 0
}
