import { access, constants, readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Engine, nodeTypes, type Outcome, predictionsOf, reportOf, type RunEvent } from '../../compute'
import type { Host } from '../../shared/contracts/host'
import { type ErrorParts, LatheError } from '../../shared/errors'
import { parsePipeline, type Pipeline } from '../../shared/pipeline/document'
import type { NodeResult, Results } from '../../shared/results/results'
import { writeFileAtomically } from '../files/write'
import { checkAdapter, expect, parse } from './arguments'
import type { Command } from './command'
import { openSession, useNodeGpu } from './session'
import { printable, Progress } from './terminal'

const usage =
  'lathe run <pipeline.lathe> [--results out.json] [--report out.html|.md|.pdf] [--predictions out.csv] [--set node.param=json]… [--seed N] [--adapter auto|hardware|software] [--quiet]'

const options = {
  results: { type: 'string' },
  report: { type: 'string' },
  predictions: { type: 'string' },
  set: { type: 'string', multiple: true },
  seed: { type: 'string' },
  adapter: { type: 'string' },
  quiet: { type: 'boolean' },
} as const

/** A run that the command line asks for. Paths are absolute. */
export interface RunJob {
  document: Pipeline
  /** Where relative paths of the pipeline start. */
  folder: string
  /** The command as it was typed, for reports. */
  command: string
  /** What to write besides what the pipeline writes. */
  files: { report?: string; predictions?: string }
}

/** A run that has ended. `fault`: why a file beside its results was not written. */
export interface Ran {
  results: Results
  fault?: ErrorParts
}

/** Runs a job and writes its files; the installed app does it in a hidden page, a checkout in Node. */
export type Runner = (job: RunJob, options: { signal: AbortSignal; onEvent: (event: RunEvent) => void }) => Promise<Ran>

/** The command `run`, by a runner. */
export const runBy =
  (runner: Runner): Command =>
  async (args, signal) => {
    const { values, positionals } = parse(args, options, usage)
    const [file] = expect(positionals, 1, usage)
    checkAdapter(values.adapter, usage)
    const document = changed(await readDocument(file), values.set ?? [], values.seed)
    if (document.nodes.length === 0)
      throw new LatheError({
        code: 'pipeline',
        message: 'The pipeline has no nodes.',
        where: file,
        remedy: 'Add one, for example data.file.',
      })
    await checkOutputs(values)
    const { results, fault } = await perform(
      runner,
      {
        document,
        folder: dirname(resolve(file)),
        command: `lathe run ${args.join(' ')}`,
        files: {
          ...(values.report !== undefined && { report: resolve(values.report) }),
          ...(values.predictions !== undefined && { predictions: resolve(values.predictions) }),
        },
      },
      values.quiet === true,
      signal,
    )
    if (values.results !== undefined)
      await writeFileAtomically(resolve(values.results), `${JSON.stringify(results, null, 1)}\n`)
    if (fault) throw new LatheError(fault)
    return statusOf(results)
  }

/** Runs a job before a person at a terminal: progress, warnings and faults as they come. */
export function perform(runner: Runner, job: RunJob, quiet: boolean, signal: AbortSignal): Promise<Ran> {
  const progress = new Progress(quiet)
  return runner(job, {
    signal,
    onEvent: event => {
      if (event.type === 'progress') progress.show(event.node, event.fraction, event.secondsLeft)
      if (event.type === 'finished') tell(event.node, event.result, progress)
    },
  })
}

/** The job in this process, on Dawn. */
export const runHere: Runner = async ({ document, folder, command, files }, { signal, onEvent }) => {
  useNodeGpu()
  await using session = await openSession(folder, command)
  const engine = new Engine(nodeTypes, session.host)
  try {
    const outcome = await engine.run(document, { signal, onEvent })
    const fault = await write(outcome, session.host, files, document).then(
      () => undefined,
      (error: unknown) => LatheError.from(error).toJSON(),
    )
    return { results: outcome.results, ...(fault && { fault }) }
  } finally {
    await engine.close()
  }
}

export const run = runBy(runHere)

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
        remedy: 'Give the path of a *.lathe file.',
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
    node.params = { ...node.params, [name]: jsonOr(text) }
  }
  if (seed !== undefined && !(/^\d{1,10}$/.test(seed) && Number(seed) < 2 ** 32))
    throw new LatheError({
      code: 'usage',
      message: `--seed must be a whole number from 0 to ${2 ** 32 - 1}; it is ${seed}.`,
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

async function write(outcome: Outcome, host: Host, files: RunJob['files'], document: Pipeline): Promise<void> {
  if (files.report !== undefined) await host.outputs.report(files.report, reportOf(document, outcome))
  const columns = files.predictions !== undefined && (await predictionsOf(outcome))
  if (columns) await host.outputs.table(files.predictions!, columns, { exact: false })
}

function lineOf(node: string, result: NodeResult): string {
  const time = result.milliseconds === undefined ? '' : ` ${(result.milliseconds / 1000).toFixed(2)} s`
  return `${node.padEnd(16)} ${result.status}${time}`
}

/** How a node ended: a line, its warnings, and its fault, which is told with --quiet too. */
function tell(node: string, result: NodeResult, progress: Progress): void {
  progress.line(lineOf(node, result))
  for (const warning of result.warnings ?? []) progress.line(`  ${node}: ${warning}`)
  const { error } = result
  if (error && error.code !== 'cancelled') process.stderr.write(`lathe: ${printable(new LatheError(error).line)}\n`)
}

export function statusOf({ status }: Results): number {
  if (status === 'cancelled') return 130
  return status === 'failed' ? 1 : 0
}

/** Nobody should wait for a run to learn that its results have nowhere to go. Errors: `usage`. */
async function checkOutputs(files: { results?: string; report?: string; predictions?: string }): Promise<void> {
  const endings = { results: ['.json'], report: ['.html', '.md', '.pdf'], predictions: ['.csv'] }
  for (const [option, allowed] of Object.entries(endings)) {
    const path = files[option as keyof typeof files]
    if (path === undefined) continue
    const fault = (message: string, remedy: string): LatheError =>
      new LatheError({ code: 'usage', message: `--${option} ${path}: ${message}.`, remedy })
    if (!allowed.some(e => path.toLowerCase().endsWith(e)))
      throw fault('such a file is not written', `Let it end in ${allowed.join(', ')}.`)
    const folder = dirname(resolve(path))
    await access(folder, constants.W_OK).catch(() => {
      throw fault(`the folder ${folder} is not there or cannot be written to`, 'Make it first, or name another.')
    })
  }
}
