import { Console } from 'node:console'
import { createInterface } from 'node:readline'
import { createNodeGpu, type NodeGpu } from '../../src/compute/host/node'

/** One task whose inputs are there. */
export interface Prepared<Out> {
  /** Starts the work; nothing waits. */
  call(): Out
  /** A few numbers of what came out, for a comparison with plain ones. */
  answer(out: Out): Promise<ArrayLike<number>>
  /** Calls for one time, at least. */
  repeats?: number
}

/** A library with its tasks. */
export interface Library<Out> {
  version: string
  adapter: string
  tasks: Readonly<Record<string, () => Prepared<Out>>>
  /** Until all of it has been computed. */
  finish(outs: readonly Out[]): Promise<unknown>
  drop(out: Out): void
  /** Gives back the inputs of the task before. */
  clear(): void
}

/** Dawn where pages have it, for libraries that look there. */
export async function browserGpu(): Promise<NodeGpu & { adapter: string }> {
  const node = await createNodeGpu()
  const navigator = { gpu: node.gpu, userAgent: 'Node', hardwareConcurrency: 2 }
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true })
  const adapter = await node.wait(node.gpu.requestAdapter({ powerPreference: 'high-performance' }))
  return { ...node, adapter: adapter?.info.description ?? '' }
}

/** As many calls for one time as the benchmarks take of ours (`cases/kernels.ts`). */
const sampleMilliseconds = 20
const mostRepeats = 50

/** Answers `{hello}`, `{task, prepare}` and `{task}`, line by line, until there are no more. */
export async function answerQuestions<Out>({ version, adapter, tasks, ...library }: Library<Out>): Promise<void> {
  let current: Prepared<Out> | undefined
  let repeats = 1

  const timed = async (calls: number): Promise<number> => {
    const started = performance.now()
    const outs = Array.from({ length: calls }, () => current!.call())
    await library.finish(outs)
    const milliseconds = (performance.now() - started) / calls
    outs.forEach(out => library.drop(out))
    return milliseconds
  }

  const prepare = async (task: string): Promise<{ answer: number[]; milliseconds: number }> => {
    library.clear()
    current = tasks[task]()
    const out = current.call()
    const answer = Array.from(await current.answer(out))
    library.drop(out)
    const milliseconds = await timed(1)
    repeats = Math.max(current.repeats ?? 1, Math.min(mostRepeats, Math.round(sampleMilliseconds / milliseconds)))
    return { answer, milliseconds }
  }

  const answer = async (question: { hello?: true; task?: string; prepare?: true }): Promise<object> => {
    if (question.hello) return { version, adapter, tasks: Object.keys(tasks) }
    return question.prepare ? prepare(question.task!) : { milliseconds: await timed(repeats) }
  }

  // What a library says is no answer.
  globalThis.console = new Console(process.stderr)
  for await (const line of createInterface({ input: process.stdin })) {
    const found = await answer(JSON.parse(line)).catch((error: Error) => ({ error: error.message }))
    process.stdout.write(`${JSON.stringify(found)}\n`)
  }
  process.exit()
}
