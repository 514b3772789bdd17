import type { Block, Chart } from '../../src/shared/results/blocks'
import { ordinary } from '../../src/shared/results/charts/charts.fixture'
import { diagramExamples } from '../../src/shared/results/diagrams/diagrams.fixture'

const chart = (id: string, title: string, drawn: Chart, caption?: string): Block => ({
  kind: 'chart',
  id,
  title,
  chart: drawn,
  ...(caption !== undefined && { caption }),
})

const { penguinTree, irisDendrogram, largeDendrogram, network, valueTree, weather, computation } = diagramExamples
const { digits, filters, masks, valleys } = diagramExamples

/** One block of every kind, each chart and diagram in its faces. */
export const blocks: readonly Block[] = [
  chart('tree', 'The tree', penguinTree, 'Penguins; the way of row 171.'),
  chart('value-tree', 'A tree of values', valueTree, '90 leaves.'),
  chart('dendrogram', 'Dendrogram', irisDendrogram, 'Every fourth iris, Ward.'),
  chart('large-dendrogram', 'Dendrogram of 20,000', largeDendrogram, 'The top merges.'),
  chart('network', 'Network', network, 'Each square: what a neuron answers over the two columns.'),
  chart('weather', 'Weather', weather, 'From day to day.'),
  chart('computation', 'Computation', computation, 'Gradients on the edges.'),
  chart('digits', 'Digits', digits, 'Two mistakes of eight.'),
  chart('filters', 'Filters', filters, 'An edge detector.'),
  chart('masks', 'Masks', masks, 'From the worst to nearly the best.'),
  chart('surface', 'Four valleys', valleys, 'Himmelblau.'),
  ...ordinary.map((drawn, i) => chart(`${drawn.type}-${i}`, `${drawn.type} ${i}`, drawn)),
  {
    kind: 'metrics',
    id: 'metrics',
    title: 'Figures',
    items: [
      { label: 'Accuracy', value: 0.9884, format: 'figure', context: '85 of 86' },
      { label: 'Rows', value: 344, format: 'integer' },
    ],
  },
  {
    kind: 'table',
    id: 'table',
    title: 'Picked here, picked there',
    columns: [{ name: 'row' }, { name: 'bill_length' }],
    rows: [0, 9, 171, 324].map((row, i) => [row, 39.1 + i]),
    rowIds: [0, 9, 171, 324],
  },
  { kind: 'text', id: 'text', title: 'A note', text: 'Plain sentences.' },
]
