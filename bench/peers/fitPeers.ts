import { join } from 'node:path'
import type { Summary } from '../../src/compute/engine/node'
import type { Bench } from '../bench'
import type { Answer, Sample } from '../../src/compute/testing/nodeBench'
import { type Fit, fits, mustAgree } from '../cases/fits'
import { features } from '../data/samples'
import { nodePeer } from './node'
import { Peer } from './peer'
import { findPython } from './python'

/** A fit of ml.js that takes longer is done once, and said in a note. */
const longestMilliseconds = 20_000

/** scikit-learn and ml.js, fitting the same rows with the same settings. One that is missing leaves its columns empty. */
export class FitPeers implements Disposable {
  readonly notes: string[] = []
  readonly #answers = new Map<string, Answer>()

  private constructor(
    private readonly python: Peer | undefined,
    private mljs: Peer | undefined,
    private readonly openMljs: () => Peer | undefined,
    /** Of scikit-learn. */
    readonly version: string | undefined,
    private readonly cases: ReadonlySet<string>,
  ) {}

  static async open(bench: Bench): Promise<FitPeers> {
    const args = [bench.cache, String(features)]
    const program = findPython('sklearn')
    if (program === undefined)
      bench.say('No Python with scikit-learn: its columns stay empty, answers are not compared.')
    const python =
      program === undefined ? undefined : new Peer(program, [join(bench.root, 'bench/peers/fit.py'), ...args])
    if (python) for (const { type, python: code } of fits) if (code) await python.ask({ case: type, code })
    const versions = await python?.ask<Record<string, string>>({ case: 'version' })
    const openMljs = () => nodePeer(bench, 'mljs', args)
    const mljs = openMljs()
    const hello = await mljs?.ask<{ cases: string[] }>({ case: 'hello' })
    return new FitPeers(python, mljs, openMljs, versions?.['scikitLearn'], new Set(hello?.cases))
  }

  /** What gives the milliseconds of one fit, by the peer's name. */
  async contenders(fit: Fit, data: Sample): Promise<Map<string, () => Promise<number>>> {
    const rows = data.y.length
    const contenders = new Map<string, () => Promise<number>>()
    const add = (name: string, peer: Peer): void => {
      let seed = 0
      contenders.set(name, async () => {
        const { milliseconds } = await peer.ask<{ milliseconds: number }>({ case: fit.type, rows, seed: seed++ })
        return milliseconds
      })
    }
    if (this.python && fit.python) add('scikit-learn', this.python)
    // One that ended in the fit before begins anew.
    if (!this.mljs?.alive) this.mljs = this.openMljs()
    if (this.mljs && (await this.#isRight(this.mljs, fit, data))) add('ml.js', this.mljs)
    return contenders
  }

  /** What a right fit must find; undefined where scikit-learn is missing. */
  async answer(fit: Fit, rows: number): Promise<Answer | undefined> {
    const key = `${fit.type} ${rows}`
    if (!fit.python) return undefined
    const known =
      this.#answers.get(key) ?? (await this.python?.ask<Answer>({ case: fit.type, rows, seed: 0, answer: true }))
    if (known) this.#answers.set(key, known)
    return known
  }

  async #isRight(mljs: Peer, fit: Fit, data: Sample): Promise<boolean> {
    const rows = data.y.length
    if (!this.cases.has(fit.type)) return false
    let milliseconds = Number.NaN
    try {
      ;({ milliseconds } = await mljs.ask<{ milliseconds: number }>({ case: fit.type, rows, seed: 0 }))
      const answer = await this.answer(fit, rows)
      if (answer) mustAgree(fit, await mljs.ask<Summary>({ case: fit.type, answer: true }), answer, data)
      if (milliseconds > longestMilliseconds) throw new Error('too long for every round')
      return true
    } catch (error) {
      const taken = Number.isNaN(milliseconds) ? '' : `${Math.round(milliseconds)} ms, `
      this.notes.push(`ml.js, ${fit.type}, ${rows} rows, left out: ${taken}${(error as Error).message}.`)
      return false
    }
  }

  [Symbol.dispose](): void {
    this.python?.[Symbol.dispose]()
    this.mljs?.[Symbol.dispose]()
  }
}
