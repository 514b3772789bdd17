import { join } from 'node:path'
import type { AdapterInfo } from '../../src/shared/results/results'
import type { Bench } from '../bench'
import { adapterOf } from '../reach'
import { mustBeRight } from './figures'
import { nodePeer } from './node'
import { Peer } from './peer'
import { findPython } from './python'

/** A call that takes longer is not worth repeating in every round. */
const longestMilliseconds = 10_000

interface Source {
  key: string
  name: string
  webgpu: boolean
  /** Tasks that take it from six seconds to minutes on SwiftShader: it is not asked there. */
  tooSlow: readonly string[]
  open: (bench: Bench) => Peer | undefined
}

const python = (bench: Bench, module: string, name: string): Peer | undefined => {
  const program = findPython(module)
  if (program === undefined) bench.say(`No Python with ${module}: its column stays empty.`)
  return program === undefined ? undefined : new Peer(program, [join(bench.root, `bench/peers/${name}.py`)])
}

const sources: readonly Source[] = [
  {
    key: 'tensorflow',
    name: 'TensorFlow.js',
    webgpu: true,
    tooSlow: ['matmul 2048', 'knn'],
    open: bench => nodePeer(bench, 'tensorflow'),
  },
  {
    key: 'jax',
    name: 'jax-js',
    webgpu: true,
    tooSlow: ['matmul 2048', 'sort', 'topK'],
    open: bench => nodePeer(bench, 'jax'),
  },
  { key: 'numpy', name: 'numpy', webgpu: false, tooSlow: [], open: bench => python(bench, 'numpy', 'numpy_tasks') },
  { key: 'torch', name: 'PyTorch', webgpu: false, tooSlow: [], open: bench => python(bench, 'torch', 'torch_tasks') },
]

interface Prepared {
  answer: number[]
  milliseconds: number
}

interface Hello {
  version: string
  tasks: readonly string[]
  adapter?: string
}

/** A source that answers, or is missing: then it has no tasks. */
interface Member extends Source {
  title: string
  peer?: Peer | undefined
  tasks: ReadonlySet<string>
}

/** Those who do the same tasks as our kernels. One that fails leaves its cell empty, and `notes` say why. */
export class KernelPeers implements Disposable {
  readonly notes: string[] = []

  private constructor(
    private readonly bench: Bench,
    readonly members: readonly Member[],
  ) {}

  /** Opens all there are; those on WebGPU must have the adapter of ours. */
  static async open(bench: Bench, adapter: AdapterInfo): Promise<KernelPeers> {
    const members: Member[] = []
    for (const source of sources) members.push(await member(bench, source, adapter))
    return new KernelPeers(bench, members)
  }

  /** What gives the milliseconds of one call, by the key of every peer that does the task, and rightly. */
  async contenders(task: string): Promise<Map<string, () => Promise<number>>> {
    const ready = new Map<string, () => Promise<number>>()
    for (const one of this.members) {
      if (!one.tasks.has(task)) continue
      // One that ended in the task before begins anew.
      if (!one.peer?.alive) one.peer = one.open(this.bench)
      const { peer } = one
      if (!peer) continue
      try {
        const { answer, milliseconds } = await peer.ask<Prepared>({ task, prepare: true })
        mustBeRight(task, answer)
        if (milliseconds > longestMilliseconds) throw new Error(`${Math.round(milliseconds / 1000)} s for one call`)
      } catch (error) {
        this.#leaveOut(one, task, error as Error)
        continue
      }
      ready.set(one.key, async () => {
        if (!peer.alive) return Number.NaN
        const answer = await peer
          .ask<{ milliseconds: number }>({ task })
          .catch((error: Error) => this.#leaveOut(one, task, error))
        return answer?.milliseconds ?? Number.NaN
      })
    }
    return ready
  }

  #leaveOut({ name }: Source, task: string, { message }: Error): void {
    const note = `${name}, ${task}, left out: ${message.slice(0, 200)}.`
    this.bench.say(note)
    this.notes.push(note)
  }

  [Symbol.dispose](): void {
    for (const { peer } of this.members) peer?.[Symbol.dispose]()
  }
}

async function member(bench: Bench, source: Source, adapter: AdapterInfo): Promise<Member> {
  const peer = source.open(bench)
  try {
    const hello = await peer?.ask<Hello>({ hello: true })
    if (hello?.adapter !== undefined && hello.adapter !== adapter.description)
      throw new Error(`runs on ${hello.adapter}`)
    if (hello) {
      const slow = adapterOf(adapter) === 'swiftshader' ? source.tooSlow : []
      const tasks = new Set(hello.tasks.filter(task => !slow.includes(task)))
      return { ...source, title: `${source.name} ${hello.version}`, peer, tasks }
    }
  } catch (error) {
    bench.say(`${source.name} ${(error as Error).message}: its column stays empty.`)
    peer?.[Symbol.dispose]()
  }
  return { ...source, title: source.name, tasks: new Set() }
}
