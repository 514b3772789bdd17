import { afterAll } from 'vitest'
import type { NodeSpec } from '../../../shared/node'
import { readPipeline } from '../../../shared/pipeline/document'
import type { Results } from '../../../shared/results/results'
import { soak } from '../../../shared/soak.fixture'
import { Device } from '../../device/device'
import { DeviceHolder } from '../../device/holder'
import { Engine } from '../../engine/engine'
import { testNumbers } from '../../testing/frames'
import { memoryHost } from '../../testing/host'
import { nodeTypes } from '../registry'
import { notesOf, targetFor } from './subjects'

const n = 90

/** load → columns → the node, over 90 rows that suit it: what the laws about a failing device run. */
export function lineTo(spec: NodeSpec) {
  const [a, noise] = [testNumbers(n, 1), testNumbers(n, 9)]
  const target = targetFor(spec, n, i => a[i] + 0.5 * noise[i])
  const { host } = memoryHost({
    iris: { a, b: testNumbers(n, 2), ...notesOf(spec).columns?.(n), ...(target && { target }) },
  })
  const document = readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    nodes: [
      { id: 'load', type: 'data.sample', params: { name: 'iris' } },
      { id: 'columns', type: 'table.columns', params: target ? { target: 'target' } : {} },
      { id: 'train', type: spec.type, params: notesOf(spec).params ?? {} },
    ],
    edges: [
      { from: 'load', to: 'columns' },
      { from: 'columns', to: 'train' },
    ],
  })
  return { host, document }
}

/** Engines made by a law, closed at the end of its file. */
export function engines(): (spec: NodeSpec, open?: () => Promise<Device>) => Line {
  const made: Engine[] = []
  afterAll(() => Promise.all(made.map(e => e.close())))
  return (spec, open = () => Device.open()) => {
    const { host, document } = lineTo(spec)
    let opened: Device | undefined
    const holder = new DeviceHolder(async () => (opened = await open()))
    const engine = new Engine(nodeTypes, host, holder)
    made.push(engine)
    return {
      get device() {
        return opened!
      },
      run: async () => {
        engine.clear()
        return (await engine.run(document)).results.nodes['train']
      },
    }
  }
}

export interface Line {
  /** The device last opened. */
  readonly device: Device
  /** Runs the line anew; what its last node gave. */
  run: () => Promise<Results['nodes'][string]>
}

/** `few` places spread over 0 … `all` − 1, the first and the last among them; `most` of them in a soak. */
export function spread(all: number, few: number, most = all): number[] {
  const n = Math.min(all, soak ? most : few)
  return [...new Set(Array.from({ length: n }, (_, i) => Math.floor((i * (all - 1)) / Math.max(1, n - 1))))]
}
