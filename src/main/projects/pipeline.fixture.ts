import type { LastRun } from '../../shared/contracts/projects'
import type { Pipeline } from '../../shared/pipeline/document'
import type { Results } from '../../shared/results/results'

/** A document of one node, and a note that makes it as large as many. */
export const emptyPipeline = (name: string): Pipeline => ({
  format: 'lathe/pipeline',
  version: 1,
  name,
  seed: 42,
  nodes: [{ id: 'load', type: 'data.sample', params: { name: 'penguins' } }],
  edges: [],
  canvas: { notes: [{ text: 'n'.repeat(20_000), at: [0, 0] }] },
})

export const someResults = (value: number): Results => ({
  format: 'lathe/results',
  version: 1,
  pipeline: 'some',
  seed: 42,
  status: 'done',
  environment: {
    app: '0.1.0',
    adapter: { vendor: 'v', architecture: 'a', description: 'd', software: true },
    variants: {},
  },
  nodes: {
    evaluate: {
      type: 'evaluate',
      status: 'done',
      headline: { label: 'Accuracy', value, format: 'figure', better: 'high', context: 'test' },
      summary: {
        headline: { model: 'train', partition: 'test', metric: 'accuracy', value },
        labels: Array(10_000).fill('a'),
      },
      blocks: [
        { kind: 'metrics', id: 'headline', title: 'Figures', items: [{ label: 'accuracy', value }] },
        { kind: 'table', id: 'rows', title: 'Rows', columns: [{ name: 'x' }], rows: Array(10_000).fill([1.25]) },
      ],
    },
  },
})

export const lastRun = (name: string, value: number): LastRun => ({
  shape: 1,
  nodes: [['evaluate', { status: 'done', result: 'same' }]],
  results: someResults(value),
  document: emptyPipeline(name),
})
