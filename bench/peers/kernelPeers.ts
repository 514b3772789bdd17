import { join } from 'node:path'
import type { Bench } from '../bench'
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
  open: (bench: Bench) => Peer | undefined
}

const python = (bench: Bench, module: string, name: string): Peer | undefined => {
  const program = findPython(module)
  if (program === undefined) bench.say(`No Python with ${module}: its column stays empty.`)
  return program === undefined ? undefined : new Peer(program, [join(bench.root, `bench/peers/${name}.py`)])
}

const sources: readonly Source[] = [
  { key: 'tensorflow', name: 'TensorFlow.js', webgpu: true, open: bench => nodePeer(bench, 'tensorflow') },
  { key: 'jax', name: 'jax-js', webgpu: true, open: bench => nodePeer(bench, 'jax') },
  { key: 'numpy', name: 'numpy', webgpu: false, open: bench => python(bench, 'numpy', 'numpy_tasks') },
  { key: 'torch', name: 'PyTorch', webgpu: false, open: bench => python(bench, 'torch', 'torch_tasks') },
]

interface Hello {
  version: string
  tasks: readonly string[]
  adapter?: string
}

type Member = Omit<Source, 'open'> & { title: string; peer?: Peer; tasks: ReadonlySet<string> }

/** Those who do the same tasks as our kernels. One that fails leaves its cell empty, and `notes` say why. */
export class KernelPeers implements Disposable {
  readonly notes: string[] = []

  private constructor(readonly members: readonly Member[]) {}

  /** Opens all there are. `adapter`: the description of ours; peers on WebGPU must have the same. */
  static async open(bench: Bench, adapter: string): Promise<KernelPeers> {
    const members: Member[] = []
    for (const { open, ...source } of sources) {
      const peer = open(bench)
      const hello = await peer
        ?.ask<Hello>({ hello: true })
        .catch((error: Error) => bench.say(`${source.name}: ${error.message}`))
      const elsewhere = hello?.adapter !== undefined && hello.adapter !== adapter
      if (elsewhere) bench.say(`${source.name} runs on ${hello.adapter}, not on ${adapter}: its column stays empty.`)
      if (peer && hello && !elsewhere) {
        const title = `${source.name} ${hello.version}`
        members.push({ ...source, title, peer, tasks: new Set(hello.tasks) })
      } else {
        peer?.[Symbol.dispose]()
        members.push({ ...source, title: source.name, tasks: new Set() })
      }
    }
    return new KernelPeers(members)
  }

  /** What gives the milliseconds of one call, by the key of every peer that does the task, and rightly. */
  async contenders(task: string, left: (peer: Member) => boolean): Promise<Map<string, () => Promise<number>>> {
    const ready = new Map<string, () => Promise<number>>()
    for (const member of this.members) {
      const { key, peer, tasks } = member
      if (!peer?.alive || !tasks.has(task) || left(member)) continue
      try {
        const { answer, milliseconds } = await peer.ask<{ answer: number[]; milliseconds: number }>({
          task,
          prepare: true,
        })
        mustBeRight(task, answer)
        if (milliseconds > longestMilliseconds)
          throw new Error(`${Math.round(milliseconds / 1000)} s for one call, not repeated`)
      } catch (error) {
        this.#note(member, task, error as Error)
        continue
      }
      ready.set(key, async () => {
        if (!peer.alive) return Number.NaN
        const answer = await peer
          .ask<{ milliseconds: number }>({ task })
          .catch((error: Error) => this.#note(member, task, error))
        return answer?.milliseconds ?? Number.NaN
      })
    }
    return ready
  }

  #note({ name }: Member, task: string, { message }: Error): void {
    this.notes.push(`${name}, ${task}: ${message.slice(0, 200)}.`)
  }

  [Symbol.dispose](): void {
    for (const { peer } of this.members) peer?.[Symbol.dispose]()
  }
}
