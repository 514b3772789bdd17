import { describe, expect, it } from 'vitest'
import type { Pipeline } from '../../shared/pipeline/document'
import type { Report } from '../../shared/pipeline/report'
import type { Results } from '../../shared/results/results'
import { changedSince, leftOut, partName, requestOf, usualParts, withReport } from './reportParts'

const ran: Pipeline = {
  format: 'lathe/pipeline',
  version: 1,
  name: 'Line',
  seed: 42,
  nodes: [
    { id: 'load', type: 'data.sample', params: { name: 'iris' } },
    { id: 'train', type: 'model.kMeans', params: { nClusters: 3 } },
  ],
  edges: [{ from: 'load', to: 'train' }],
}
const columns = ['x', 'y'].map(name => ({ name, kind: 'number', role: 'feature', missing: 0 }))
const results: Results = {
  format: 'lathe/results',
  version: 1,
  pipeline: 'Line',
  seed: 42,
  status: 'done',
  environment: {
    app: '0.1.0',
    adapter: { vendor: 'v', architecture: 'a', description: 'd', software: true },
    variants: {},
  },
  nodes: {
    load: {
      type: 'data.sample',
      status: 'done',
      summary: { dataset: { name: 'iris', fingerprint: 'f' }, rows: 150, columns },
    },
    train: {
      type: 'model.kMeans',
      status: 'done',
      blocks: [{ kind: 'text', id: 'clusters', title: 'Clusters', text: 'three' }],
    },
  },
}

describe('what ran and what it has become', () => {
  it('differ by what a run would do, and by nothing else', () => {
    expect(changedSince(ran, ran)).toBe(false)
    expect(changedSince(ran, { ...ran, name: 'Other', report: { parts: [] } })).toBe(false)
    expect(changedSince(ran, { ...ran, canvas: { positions: { load: [9, 9] } } })).toBe(false)
    expect(changedSince(ran, { ...ran, seed: 7 })).toBe(true)
    expect(changedSince(ran, { ...ran, nodes: ran.nodes.slice(0, 1), edges: [] })).toBe(true)
    expect(changedSince(ran, { ...ran, nodes: [ran.nodes[0], { ...ran.nodes[1], params: { nClusters: 4 } }] })).toBe(
      true,
    )
  })

  it('keep the arrangement of now with the pipeline of then', () => {
    const report: Report = { title: 'T', parts: [] }
    const { document, datasets } = requestOf(withReport({ ...ran, report: { parts: [] } }, report), results)
    expect(document).toEqual({ ...ran, report })
    expect(datasets).toEqual([{ node: 'load', name: 'iris', fingerprint: 'f', rows: 150, columns: 2 }])
    expect(withReport({ ...ran, report }, undefined)).toEqual(ran)
  })
})

describe('the parts of a report', () => {
  const usual = usualParts(ran, results)
  it('are everything that the run has', () => {
    expect(usual).toContainEqual({ kind: 'block', node: 'train', block: 'clusters' })
    expect(leftOut(usual.slice(1), usual)).toEqual([usual[0]])
  })
  it('have names', () => {
    expect(partName({ kind: 'block', node: 'train', block: 'clusters' }, ran, results)).toMatchObject({
      title: 'Clusters',
      about: 'K-means',
    })
    expect(partName({ kind: 'block', node: 'gone', block: 'b' }, ran, results).about).toBe('gone: not in this run')
    expect(partName({ kind: 'text', text: '**Hello** there\nmore' }, ran, results).title).toBe('Hello there')
  })
})
