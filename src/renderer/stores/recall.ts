import { defineStore } from 'pinia'
import { shallowReactive, watch } from 'vue'
import { type Answers, nodeSpecs, type QuestionOf, type RunEvent } from '../../compute'
import { cancelled, LatheError } from '../../shared/errors'
import type { Pipeline } from '../../shared/pipeline/document'
import { readyPart } from '../../shared/pipeline/ready'
import type { NodeResult } from '../../shared/results/results'
import { engine } from '../engine/client'
import { useDocument } from './document'
import { usePathPermissions } from './pathPermissions'
import { type Ran, useRun } from './run'
import { documentOf, sameData } from './sameTable'
import { signatures } from './signature'
import { useWaiting } from './waiting'

/**
 * Rows asked of the engine. After the page was loaded again, or another project was opened, results come back from what was kept, and
 * the rows are not with them: they are worked out again from the document of the run, beside the page's own runs and without changing what is shown.
 */
export const useRecall = defineStore('recall', () => {
  const documents = useDocument()
  const permissions = usePathPermissions()
  const run = useRun()
  const waiting = useWaiting()

  /** Results whose rows the engine does not hold. */
  const away = new WeakSet<NodeResult>()
  /** Those of them that somebody stopped. */
  const stopped = shallowReactive(new Set<NodeResult>())
  const coming = new Map<NodeResult, Promise<void>>()
  let under = new AbortController()

  /** What was put back from before: its rows are not at hand. */
  function putBack(ran: Ran): void {
    for (const [, { result }] of ran.nodes) if (result) away.add(result)
  }

  // A run of the person's goes first, and a document that was closed needs no rows.
  watch(
    () => run.running,
    running => running && under.abort(),
    { flush: 'sync' },
  )
  watch(
    () => documents.opened,
    () => {
      under.abort()
      stopped.clear()
    },
    { flush: 'sync' },
  )

  /** As the engine's `ask`; rows that are away come first. Errors: those of the engine; `data` where they cannot come. */
  async function ask<K extends keyof Answers>(question: QuestionOf<K>, signal?: AbortSignal): Promise<Answers[K]> {
    await bring(question.node)
    if (signal?.aborted) throw cancelled()
    return engine().ask<K>(question, signal)
  }

  async function bring(node: string): Promise<void> {
    for (;;) {
      const { result } = run.of(node)
      if (!result || !away.has(result)) return
      if (stopped.has(result)) throw stoppedAt(node)
      if (run.running) {
        await runEnded()
        continue
      }
      const made = coming.get(result) ?? recall(node, result).finally(() => coming.delete(result))
      coming.set(result, made)
      await made
    }
  }

  const runEnded = (): Promise<void> =>
    new Promise(resolve => {
      const stop = watch(
        () => run.running,
        running => {
          if (running) return
          stop()
          resolve()
        },
      )
    })

  /** Runs what leads to a table once more. Ends early, the table still away, when a run of the person's begins. */
  async function recall(node: string, result: NodeResult): Promise<void> {
    const document = documentOf(run.of(node).signature, node, [documents.document, run.document])
    if (!document) throw gone(node)
    const mine = (under = new AbortController())
    const begun = waiting.begin({
      title: `Bringing back the rows after ${node}`,
      kind: 'recall',
      amount: 0,
      stop() {
        stopped.add(result)
        mine.abort()
      },
    })
    const follow = following(document, begun.tell)
    try {
      const ready = await permissions.prepare(readyPart(document, nodeSpecs).document)
      if (mine.signal.aborted) return
      await engine().run(ready, { until: node, signal: mine.signal, onEvent: follow.take })
      if (!mine.signal.aborted && away.has(result)) throw follow.fault() ?? gone(node)
    } catch (error) {
      if (!mine.signal.aborted) throw error
    } finally {
      begun.end()
    }
    if (stopped.has(result)) throw stoppedAt(node)
  }

  /** Tells how far it is, and takes what comes while it is what the page shows. */
  function following(document: Pipeline, tell: (fraction: number) => void) {
    const made = signatures(document)
    let [whole, done, same] = [1, 0, true]
    /** A node weighs what it took the last time. */
    const weight = (node: string): number => 1 + (run.of(node).result?.milliseconds ?? 0)
    let fault: LatheError | undefined
    function finished({ node, result, frame: came }: Extract<RunEvent, { type: 'finished' }>): void {
      const { result: shown, frame, signature } = run.of(node)
      if (result.error) fault ??= new LatheError(result.error)
      // What follows a table that has changed has changed with it.
      same &&= sameData(shown, result)
      // One that was stopped gives nothing.
      if (!same || shown?.status !== result.status || signature !== made.get(node)) return
      away.delete(shown)
      if (came && JSON.stringify(came) !== JSON.stringify(frame)) run.nodes.set(node, { ...run.of(node), frame: came })
    }
    function take(event: RunEvent): void {
      if (event.type === 'started') whole = event.nodes.reduce((sum, node) => sum + weight(node), 0)
      if (event.type === 'progress') tell((done + weight(event.node) * event.fraction) / whole)
      if (event.type !== 'finished') return
      done += weight(event.node)
      tell(done / whole)
      finished(event)
    }
    return { take, fault: () => fault }
  }

  /** Rows that were stopped may come after all. */
  function allow(node: string): void {
    const { result } = run.of(node)
    if (result) stopped.delete(result)
  }

  function isStopped(node: string): boolean {
    const { result } = run.of(node)
    return result !== undefined && stopped.has(result)
  }

  return { ask, putBack, allow, isStopped }
})

const stoppedAt = (node: string): LatheError =>
  new LatheError({ code: 'data', where: node, message: `The rows after ${node} were stopped on their way back.` })

const gone = (node: string): LatheError =>
  new LatheError({
    code: 'data',
    where: node,
    message: `The rows after ${node} cannot be brought back: what they came from has changed.`,
    remedy: 'Run the pipeline to this node.',
  })
